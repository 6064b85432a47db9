package org.haproxystats.sink.prometheus;

import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.TextValue;
import org.jspecify.annotations.Nullable;

/**
 * The states that HAProxy's exporter knows, and which of them a text of {@code show stat} means.
 * Several processes may say different things of the same object; then it is in several states.
 */
enum States {
  FRONTEND("DOWN", "UP") {
    @Override
    String state(String text) {
      return text.startsWith("STOP") ? "DOWN" : "UP";
    }
  },
  BACKEND("DOWN", "UP"),
  SERVER("DOWN", "UP", "MAINT", "DRAIN", "NOLB") {
    @Override
    String state(String text) {
      return text.equals("no check") ? "UP" : firstWord(text);
    }
  },
  LISTENER("WAITING", "OPEN", "FULL"),
  CHECK(
      "HANA",
      "SOCKERR",
      "L4OK",
      "L4TOUT",
      "L4CON",
      "L6OK",
      "L6TOUT",
      "L6RSP",
      "L7TOUT",
      "L7RSP",
      "L7OK",
      "L7OKC",
      "L7STS",
      "PROCERR",
      "PROCTOUT",
      "PROCOK") {
    @Override
    String state(String text) {
      return text.startsWith("* ") ? text.substring(2) : text; // A check is running.
    }
  };

  private static final Map<ObjectKind, States> OF_OBJECTS =
      Map.of(
          ObjectKind.FRONTEND, FRONTEND,
          ObjectKind.BACKEND, BACKEND,
          ObjectKind.SERVER, SERVER,
          ObjectKind.LISTENER, LISTENER);

  @SuppressWarnings("ImmutableEnumChecker") // it is
  private final List<String> names;

  States(String... names) {
    this.names = List.of(names);
  }

  /** Those of a field of objects of a kind: of the object itself, or of its checks. */
  static States of(ObjectKind kind, String field) {
    return field.equals(KeptTable.STATUS) ? OF_OBJECTS.getOrDefault(kind, SERVER) : CHECK;
  }

  /** All states, in the order of the page. */
  List<String> names() {
    return names;
  }

  String state(String text) {
    return firstWord(text);
  }

  /**
   * The states that the processes say: bit n stands for the nth name. A text that means none of
   * them, such as that of a check that has not run yet, has no bit.
   */
  int bits(@Nullable TextValue value) {
    int bits = 0;
    if (value != null) {
      for (var text : value.counts().keySet()) {
        int index = names.indexOf(state(text));
        bits |= index < 0 ? 0 : 1 << index;
      }
    }
    return bits;
  }

  /** Whether a process says that the object is up. */
  boolean isUp(@Nullable TextValue value) {
    return (bits(value) & 1 << names.indexOf("UP")) != 0;
  }

  private static String firstWord(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }
}
