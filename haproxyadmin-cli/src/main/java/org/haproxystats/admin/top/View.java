package org.haproxystats.admin.top;

import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.stats.ObjectKind;

/** What the screen shows below its header. */
enum View {
  ALL('1', "All"),
  FRONTENDS('2', "Frontends"),
  BACKENDS('3', "Backends"),
  SERVERS('4', "Servers");

  private final char key;
  private final String title;

  View(char key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The key that leads to it. */
  char key() {
    return key;
  }

  String title() {
    return title;
  }

  /** The kinds of object in it; none if it shows something else. */
  List<ObjectKind> kinds() {
    return switch (this) {
      case ALL -> Fields.KINDS;
      case FRONTENDS -> List.of(ObjectKind.FRONTEND);
      case BACKENDS -> List.of(ObjectKind.BACKEND);
      case SERVERS -> List.of(ObjectKind.SERVER);
    };
  }

  boolean showsObjects() {
    return !kinds().isEmpty();
  }

  /** The one after it; after the last comes the first. */
  View next() {
    var all = List.of(values());
    return all.get((all.indexOf(this) + 1) % all.size());
  }

  static Optional<View> of(char key) {
    return List.of(values()).stream().filter(view -> view.key == key).findFirst();
  }
}
