package org.haproxystats.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.map.PatternEntry;
import org.jspecify.annotations.Nullable;

/**
 * In what the contents of a map or an ACL differ from others.
 *
 * @param added entries that only the others have, in their order
 * @param removed entries that the others do not have, in the order of the contents
 * @param changed keys that both have once, with different values
 * @param reordered whether both have the same entries in another order, which matters where HAProxy
 *     takes the first that matches, as with regular expressions
 */
public record PatternDifference(
    List<PatternEntry> added,
    List<PatternEntry> removed,
    List<ChangedValue> changed,
    boolean reordered) {

  /**
   * A key and its two values.
   *
   * @param key the key of a map
   * @param from the value in the contents
   * @param to the value in the others
   */
  public record ChangedValue(String key, String from, String to) {}

  /** Keeps a copy that nobody can change. */
  public PatternDifference {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /**
   * {@return the difference from contents to others}
   *
   * @param contents the entries of the one, in their order
   * @param others the entries of the other, in their order
   */
  public static PatternDifference between(List<PatternEntry> contents, List<PatternEntry> others) {
    if (contents.equals(others)) {
      return new PatternDifference(List.of(), List.of(), List.of(), false);
    }
    var removed = without(contents, others);
    var added = without(others, contents);
    var changed = new ArrayList<ChangedValue>();
    var here = onlyOnes(contents);
    var there = onlyOnes(others);
    for (var entry : removed) {
      var mine = here.get(entry.key());
      var theirs = there.get(entry.key());
      if (mine != null && theirs != null) {
        changed.add(new ChangedValue(entry.key(), mine.value(), theirs.value()));
      }
    }
    removed.removeIf(entry -> isOnlyOne(entry, here) && isOnlyOne(entry, there));
    added.removeIf(entry -> isOnlyOne(entry, here) && isOnlyOne(entry, there));
    boolean reordered = removed.isEmpty() && added.isEmpty() && changed.isEmpty();
    return new PatternDifference(added, removed, changed, reordered);
  }

  /** {@return whether there is no difference at all} */
  public boolean isEmpty() {
    return hasSameEntries() && !reordered;
  }

  /** {@return whether both have the same entries, in whatever order} */
  public boolean hasSameEntries() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }

  /** Entries less others, each as often as it is there more. */
  private static List<PatternEntry> without(List<PatternEntry> entries, List<PatternEntry> others) {
    var count = new HashMap<PatternEntry, Integer>();
    others.forEach(entry -> count.merge(entry, 1, Integer::sum));
    var rest = new ArrayList<PatternEntry>();
    for (var entry : entries) {
      if (count.merge(entry, -1, Integer::sum) < 0) {
        rest.add(entry);
      }
    }
    return rest;
  }

  /** By key, null for keys that come more than once. */
  private static Map<String, @Nullable PatternEntry> onlyOnes(List<PatternEntry> entries) {
    var ones = new HashMap<String, @Nullable PatternEntry>();
    for (var entry : entries) {
      ones.put(entry.key(), ones.containsKey(entry.key()) ? null : entry);
    }
    return ones;
  }

  private static boolean isOnlyOne(PatternEntry entry, Map<String, @Nullable PatternEntry> ones) {
    return ones.get(entry.key()) != null;
  }
}
