package org.haproxystats.admin.top;

import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.stats.ObjectKind;

/** What the screen shows below its header. */
enum View {
  ALL('1', "All"),
  FRONTENDS('2', "Frontends"),
  BACKENDS('3', "Backends"),
  SERVERS('4', "Servers"),
  SESSIONS('5', "Sessions"),
  TABLES('6', "Tables"),
  ERRORS('7', "Errors"),
  EVENTS('8', "Events"),
  /** What is in one stick table. */
  ENTRIES('\0', "Entries"),
  /** The events of one sink, as they come. */
  LOG('\0', "Log");

  /** The views that a key leads to. */
  static final List<View> CHOICE =
      List.of(ALL, FRONTENDS, BACKENDS, SERVERS, SESSIONS, TABLES, ERRORS, EVENTS);

  private final char key;
  private final String title;

  View(char key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The key that leads to it; 0 if none does. */
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
      case SESSIONS, TABLES, ERRORS, EVENTS, ENTRIES, LOG -> List.of();
    };
  }

  boolean showsObjects() {
    return !kinds().isEmpty();
  }

  /** The view that shows what is in a row of this one; empty if there is none. */
  Optional<View> child() {
    return switch (this) {
      case TABLES -> Optional.of(ENTRIES);
      case EVENTS -> Optional.of(LOG);
      default -> Optional.empty();
    };
  }

  /** The view of which this shows a row; empty if a key leads to it. */
  Optional<View> parent() {
    return CHOICE.stream()
        .filter(view -> view.child().filter(child -> child == this).isPresent())
        .findFirst();
  }

  /** The one after it; after the last comes the first. */
  View next() {
    int at = CHOICE.indexOf(parent().orElse(this));
    return CHOICE.get((at + 1) % CHOICE.size());
  }

  static Optional<View> of(char key) {
    return CHOICE.stream().filter(view -> view.key == key).findFirst();
  }
}
