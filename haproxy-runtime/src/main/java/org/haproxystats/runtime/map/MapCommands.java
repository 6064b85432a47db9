package org.haproxystats.runtime.map;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Payload;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.ReplyReader;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * The commands for maps and ACLs (HAProxy's management guide, section 9.3). All run at any level
 * before HAProxy 3.4, and need level admin from then on.
 *
 * <p>From HAProxy 2.4 on the contents of a map or an ACL have versions: {@link #prepare} begins one
 * that traffic does not see, commands that take a version fill it, {@link #commit} puts it in the
 * place of all older ones at once.
 *
 * <p>What a key or a value may be depends on how the configuration uses it (an address, a number, a
 * regular expression); HAProxy refuses the others.
 */
public final class MapCommands {
  /** Versions are numbers of 32 bits without a sign. */
  private static final long LAST_VERSION = 0xffff_ffffL;

  private static final Requirement ANY_TIME =
      Requirement.of(AccessLevel.USER).but(AccessLevel.ADMIN, 3, 4);
  private static final Requirement PAYLOADS = ANY_TIME.since(1, 9);
  private static final Requirement VERSIONS = ANY_TIME.since(2, 4);
  private static final Duration CLEARING = Duration.ofMinutes(1);
  private static final Pattern POINTER = Pattern.compile("0x[0-9a-f]{1,16}");
  private static final Pattern PREPARED = Pattern.compile("New version created: (\\d{1,10})");

  private MapCommands() {}

  /**
   * {@code show map}: all maps of the process.
   *
   * @return a command that gives the maps in HAProxy's order
   */
  public static Command<List<PatternInfo>> listMaps() {
    return list("show map");
  }

  /**
   * {@code show acl}: all ACLs of the process.
   *
   * @return a command that gives the ACLs in HAProxy's order
   */
  public static Command<List<PatternInfo>> listAcls() {
    return list("show acl");
  }

  private static Command<List<PatternInfo>> list(String name) {
    return Command.named(name)
        .needs(ANY_TIME)
        .reads(
            reply -> {
              var all = new ArrayList<PatternInfo>();
              reply.forEachLine(
                  line -> {
                    if (!line.startsWith("# id ")) {
                      var info = PatternInfo.parse(line);
                      if (info == null) {
                        throw reply.failed(line);
                      }
                      all.add(info);
                    }
                  });
              return List.copyOf(all);
            });
  }

  /**
   * {@code show map <ref>} or {@code show acl <ref>}: all entries in use, in HAProxy's order.
   *
   * <p>HAProxy does not mark where a key ends: of a key with a blank in it, what comes after the
   * blank is taken for a part of the value.
   *
   * @param ref which map or ACL
   * @return a command that gives the entries; for an ACL the values are empty
   */
  public static Command<List<StoredEntry>> show(PatternRef ref) {
    return show(ref, toUnmodifiableList());
  }

  /**
   * As {@link #show(PatternRef)}, for what may be large: each entry goes to a collector as it
   * comes.
   *
   * @param <A> what the collector gathers entries in
   * @param <R> what the collector makes of them
   * @param ref which map or ACL
   * @param collector takes the entries, in HAProxy's order, in the thread that runs the command
   * @return a command that gives what the collector makes
   */
  public static <A, R> Command<R> show(
      PatternRef ref, Collector<? super StoredEntry, A, R> collector) {
    return on(ref, "show").needs(ANY_TIME).reads(entries(ref, collector));
  }

  /**
   * {@code show map @<version> <ref>}: the entries of one version; none if HAProxy does not know
   * the version. Since 2.4.
   *
   * @param <A> what the collector gathers entries in
   * @param <R> what the collector makes of them
   * @param ref which map or ACL
   * @param version 0 to 2^32 - 1, such as {@link #prepare} gives
   * @param collector takes the entries, in HAProxy's order, in the thread that runs the command
   * @return a command that gives what the collector makes
   * @throws IllegalArgumentException if the version is out of its range
   */
  public static <A, R> Command<R> show(
      PatternRef ref, long version, Collector<? super StoredEntry, A, R> collector) {
    return on(ref, "show", version).needs(VERSIONS).reads(entries(ref, collector));
  }

  /**
   * {@code show map <ref>} or {@code show acl <ref>}: as {@link #show(PatternRef)}, in a form that
   * takes little memory, and can be compared and sent back as it is.
   *
   * @param ref which map or ACL
   * @return a command that gives all entries in use
   */
  public static Command<PatternContents> contents(PatternRef ref) {
    return on(ref, "show").needs(ANY_TIME).reads(reply -> PatternContents.read(ref, reply));
  }

  /**
   * {@code show map @<version> <ref>}: the same of one version. Since 2.4.
   *
   * @param ref which map or ACL
   * @param version 0 to 2^32 - 1, such as {@link #prepare} gives
   * @return a command that gives the version's entries; none if HAProxy does not know it
   * @throws IllegalArgumentException if the version is out of its range
   */
  public static Command<PatternContents> contents(PatternRef ref, long version) {
    return on(ref, "show", version)
        .needs(VERSIONS)
        .reads(reply -> PatternContents.read(ref, reply));
  }

  /**
   * {@code show map @<version> <ref>}: whether a version has just these entries, in their order.
   * Since 2.4.
   *
   * @param contents what it should have, and of which map or ACL
   * @param version 0 to 2^32 - 1, such as {@link #prepare} gives
   * @return a command that tells; a version that HAProxy does not know has no entries
   * @throws IllegalArgumentException if the version is out of its range
   */
  public static Command<Boolean> holds(PatternContents contents, long version) {
    return on(contents.ref(), "show", version).needs(VERSIONS).reads(contents::areShown);
  }

  private static <A, R> ReplyReader<R> entries(
      PatternRef ref, Collector<? super StoredEntry, A, R> collector) {
    return reply -> {
      var container = collector.supplier().get();
      var accumulator = collector.accumulator();
      reply.forEachLine(line -> accumulator.accept(container, entry(reply, ref, line)));
      return collector.finisher().apply(container);
    };
  }

  private static StoredEntry entry(Reply reply, PatternRef ref, String line) throws IOException {
    int afterPointer = line.indexOf(' ');
    if (!line.startsWith("0x") || afterPointer < 0) {
      throw reply.failed(line);
    }
    var pointer = line.substring(0, afterPointer);
    int afterKey = line.indexOf(' ', afterPointer + 1);
    return switch (ref) {
      case MapRef _ when afterKey >= 0 ->
          new StoredEntry(
              pointer,
              new PatternEntry(
                  line.substring(afterPointer + 1, afterKey), line.substring(afterKey + 1)));
      case MapRef _, AclRef _ ->
          new StoredEntry(pointer, PatternEntry.pattern(line.substring(afterPointer + 1)));
    };
  }

  /**
   * {@code get map <ref> <value>} or {@code get acl <ref> <value>}: what matches a value, once for
   * each place where the configuration uses the map or the ACL.
   *
   * @param ref which map or ACL
   * @param value what to look up, as traffic would have it
   * @return a command that gives a result for each place, one without a match as well
   * @throws UnsendableValueException if the value cannot be sent
   */
  public static Command<List<LookupResult>> get(PatternRef ref, String value) {
    return on(ref, "get")
        .argument(value)
        .needs(ANY_TIME)
        .reads(
            reply -> {
              var results = new ArrayList<LookupResult>();
              reply.forEachLine(
                  line -> {
                    var result = LookupResult.parse(line);
                    if (result == null) {
                      throw reply.failed(line);
                    }
                    results.add(result);
                  });
              return List.copyOf(results);
            });
  }

  /**
   * {@code add map <ref> <key> <value>}: one more entry, beside others with the same key. Spaces in
   * the key or the value arrive.
   *
   * @param map which map
   * @param key what is matched against traffic
   * @param value what the map gives for it, as text
   * @return a command with an empty answer
   * @throws UnsendableValueException if one of them cannot be sent
   */
  public static Command<String> add(MapRef map, String key, String value) {
    return single(map, Optional.empty(), new PatternEntry(key, value));
  }

  /**
   * {@code add acl <ref> <pattern>}: one more pattern, which may have spaces in it.
   *
   * @param acl which ACL
   * @param pattern what is matched against traffic
   * @return a command with an empty answer
   * @throws UnsendableValueException if it cannot be sent
   */
  public static Command<String> add(AclRef acl, String pattern) {
    return single(acl, Optional.empty(), PatternEntry.pattern(pattern));
  }

  /**
   * {@code add map <ref> <<} for many entries, or {@code add acl} for each. HAProxy stops at the
   * first that it refuses; those before it stay. Since 1.9 for maps.
   *
   * @param ref which map or ACL
   * @param entries what to add, in this order; none: no commands
   * @return commands to be run one after the other, as {@link
   *     org.haproxystats.runtime.RuntimeClient#runAll} does
   * @throws UnsendableValueException if an entry cannot be sent
   */
  public static List<Command<String>> addAll(PatternRef ref, List<PatternEntry> entries) {
    return addAll(ref, entries, Optional.empty());
  }

  /**
   * As {@link #addAll(PatternRef, List)}, into a version that was prepared ({@code add
   * map @<version> <ref>}). Since 2.4.
   *
   * @param ref which map or ACL
   * @param version 0 to 2^32 - 1, from {@link #prepare}
   * @param entries what to add, in this order; none: no commands
   * @return commands to be run one after the other
   * @throws UnsendableValueException if an entry cannot be sent
   * @throws IllegalArgumentException if the version is out of its range
   */
  public static List<Command<String>> addAll(
      PatternRef ref, long version, List<PatternEntry> entries) {
    return addAll(ref, entries, Optional.of(version));
  }

  /**
   * As {@link #addAll(PatternRef, long, List)}, of contents that are put together once for any
   * number of processes.
   *
   * @param contents what to add, and to which map or ACL
   * @param version 0 to 2^32 - 1, from {@link #prepare}
   * @return commands to be run one after the other, as {@link
   *     org.haproxystats.runtime.RuntimeClient#runAll} does
   * @throws IllegalArgumentException if the version is out of its range
   */
  public static List<Command<String>> addAll(PatternContents contents, long version) {
    return contents.adding(Optional.of(version));
  }

  private static List<Command<String>> addAll(
      PatternRef ref, List<PatternEntry> entries, Optional<Long> version) {
    var commands = new ArrayList<Command<String>>();
    int from = 0;
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (ref instanceof MapRef && PatternContents.hasBlank(entry.key())) {
        commands.addAll(PatternContents.of(ref, entries.subList(from, i)).adding(version));
        commands.add(single(ref, version, entry));
        from = i + 1;
      }
    }
    var rest = entries.subList(from, entries.size());
    commands.addAll(PatternContents.of(ref, rest).adding(version));
    return List.copyOf(commands);
  }

  /** Entries in the lines of a payload. */
  static Command<String> batch(PatternRef ref, Optional<Long> version, Payload lines) {
    return adding(ref, version, PAYLOADS).payload(lines).succeeds(Success.silent());
  }

  static Command<String> single(PatternRef ref, Optional<Long> version, PatternEntry entry) {
    var builder = adding(ref, version, ANY_TIME).argument(entry.key());
    return switch (ref) {
      case MapRef _ -> builder.argument(entry.value()).succeeds(Success.silent());
      case AclRef _ -> builder.succeeds(Success.silent());
    };
  }

  private static Command.Builder adding(
      PatternRef ref, Optional<Long> version, Requirement withoutVersion) {
    return version
        .map(number -> on(ref, "add", number).needs(VERSIONS))
        .orElseGet(() -> on(ref, "add").needs(withoutVersion));
  }

  /**
   * {@code set map <ref> <key> <value>}: another value for all entries with a key. HAProxy before
   * 3.0 says nothing when the value is of the wrong kind, and changes nothing then.
   *
   * @param map which map
   * @param key the key as it stands in the map
   * @param value the new value, as text
   * @return a command with an empty answer
   * @throws UnsendableValueException if the key or the value cannot be sent, or the key begins with
   *     {@code #0x}, which HAProxy takes for a pointer
   */
  public static Command<String> set(MapRef map, String key, String value) {
    return on(map, "set")
        .argument(checkedKey(key))
        .argument(value)
        .needs(ANY_TIME)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set map <ref> #<pointer> <value>}: another value for one entry.
   *
   * @param map which map
   * @param entry the entry, as this very process has shown it
   * @param value the new value, as text
   * @return a command with an empty answer
   * @throws UnsendableValueException if the value cannot be sent
   * @throws IllegalArgumentException if the entry's pointer is none
   */
  public static Command<String> set(MapRef map, StoredEntry entry, String value) {
    return on(map, "set")
        .argument(checkedPointer(entry))
        .argument(value)
        .needs(ANY_TIME)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code del map <ref> <key>} or {@code del acl <ref> <pattern>}: deletes all entries with a key.
   *
   * @param ref which map or ACL
   * @param key the key or pattern as it stands there
   * @return a command with an empty answer
   * @throws UnsendableValueException if the key cannot be sent, or begins with {@code #0x}, which
   *     HAProxy takes for a pointer
   */
  public static Command<String> del(PatternRef ref, String key) {
    return on(ref, "del").argument(checkedKey(key)).needs(ANY_TIME).succeeds(Success.silent());
  }

  /**
   * {@code del map <ref> #<pointer>} or {@code del acl <ref> #<pointer>}: deletes one entry.
   *
   * @param ref which map or ACL
   * @param entry the entry, as this very process has shown it
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the entry's pointer is none
   */
  public static Command<String> del(PatternRef ref, StoredEntry entry) {
    return on(ref, "del")
        .argument(checkedPointer(entry))
        .needs(ANY_TIME)
        .succeeds(Success.silent());
  }

  /**
   * {@code clear map <ref>} or {@code clear acl <ref>}: deletes all entries in use.
   *
   * @param ref which map or ACL
   * @return a command with an empty answer
   */
  public static Command<String> clear(PatternRef ref) {
    return on(ref, "clear").needs(ANY_TIME).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code clear map @<version> <ref>}: deletes the entries of one version, also of the one in use;
   * nothing if HAProxy does not know the version. Since 2.4.
   *
   * <p>HAProxy looks for them among all entries, again and again, which takes seconds for 100,000;
   * the time-outs are longer by a minute.
   *
   * @param ref which map or ACL
   * @param version 0 to 2^32 - 1
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the version is out of its range
   */
  public static Command<String> clear(PatternRef ref, long version) {
    return on(ref, "clear", version)
        .needs(VERSIONS)
        .waits(CLEARING)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code prepare map <ref>} or {@code prepare acl <ref>}: begins a version, which is empty and
   * not in use. Since 2.4.
   *
   * @param ref which map or ACL
   * @return a command that gives the version's number
   */
  public static Command<Long> prepare(PatternRef ref) {
    return on(ref, "prepare")
        .needs(VERSIONS)
        .repeatable() // A number that nobody uses does no harm.
        .changes(
            reply -> {
              var text = reply.text();
              var version = PREPARED.matcher(text);
              if (!version.matches()) {
                throw reply.failed(text);
              }
              return Long.parseLong(version.group(1));
            });
  }

  /**
   * {@code commit map @<version> <ref>} or {@code commit acl @<version> <ref>}: puts a version in
   * use and drops all older ones. HAProxy refuses one that is not newer than the one in use. Since
   * 2.4.
   *
   * @param ref which map or ACL
   * @param version 0 to 2^32 - 1, from {@link #prepare}
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the version is out of its range
   */
  public static Command<String> commit(PatternRef ref, long version) {
    return on(ref, "commit", version).needs(VERSIONS).succeeds(Success.silent());
  }

  private static Command.Builder on(PatternRef ref, String verb) {
    return Command.named(verb + " " + ref.keyword()).argument(ref.id());
  }

  private static Command.Builder on(PatternRef ref, String verb, long version) {
    if (version < 0 || version > LAST_VERSION) {
      throw new IllegalArgumentException("version " + version + " is not in 0 to " + LAST_VERSION);
    }
    return Command.named(verb + " " + ref.keyword()).argument("@" + version).argument(ref.id());
  }

  private static String checkedKey(String key) {
    if (key.startsWith("#0x")) {
      throw new UnsendableValueException(
          "the key '%s' cannot be sent: HAProxy takes it for a pointer; name the entry by its own"
              .formatted(key));
    }
    return key;
  }

  private static String checkedPointer(StoredEntry entry) {
    if (!POINTER.matcher(entry.pointer()).matches()) {
      throw new IllegalArgumentException("'" + entry.pointer() + "' is no pointer");
    }
    return "#" + entry.pointer();
  }
}
