package org.haproxystats.admin.cli;

import java.util.List;
import org.haproxystats.admin.ProxyObject;

/** The commands {@code list} and {@code show}, which frontends, backends and servers have alike. */
final class ProxyListing {
  static final String NAME = "NAME";

  private ProxyListing() {}

  /** {@code list}, without examples. */
  static CliCommand.Builder list(ObjectType<?> type, String nameHelp) {
    return CliCommand.named("list", "Lists " + type.name() + "s, each as one over all processes")
        .mayTakeMany(NAME, nameHelp)
        .with(Selection.STATUS)
        .notes(
            """
            Fields have HAProxy's names; --fields takes every field of "show stat" beside those that are usual.
            Where processes differ in a text, each is counted: "3 UP, 1 DOWN".""");
  }

  /** {@code show}, without examples. */
  static CliCommand.Builder show(ObjectType<?> type, String nameHelp) {
    return CliCommand.named(
            "show", "Shows all that HAProxy says of " + type.name() + "s, process by process")
        .takesMany(NAME, nameHelp);
  }

  static <T extends ProxyObject> CliCommand.Action listing(
      ObjectType<T> type, List<String> fields) {
    return invocation -> {
      var statuses = Selection.statuses(invocation);
      var found = Selection.toShow(invocation, type, invocation.arguments().words(NAME));
      new ProxyTable<>(invocation, type, Selection.ofStatus(statuses, found)).print(fields);
    };
  }

  static <T extends ProxyObject> CliCommand.Action showing(ObjectType<T> type) {
    return invocation ->
        new ProxyTable<>(
                invocation,
                type,
                Selection.toShow(invocation, type, invocation.arguments().words(NAME)))
            .printDetails();
  }
}
