package org.haproxystats.runtime.table;

import static java.util.stream.Collectors.toUnmodifiableList;
import static org.haproxystats.runtime.AccessLevel.OPERATOR;
import static org.haproxystats.runtime.AccessLevel.USER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collector;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.ReplyReader;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * The commands for stick tables (HAProxy's management guide, section 9.3). Reading entries needs
 * level operator; changing them no level before HAProxy 3.4 (and late releases of older lines), and
 * operator from then on.
 */
public final class TableCommands {
  private static final int MOST_FILTERS = 4;
  private static final String NOT_DUMPED = "# contents not dumped due to insufficient privileges";

  private static final Requirement READ = Requirement.of(OPERATOR);
  private static final Requirement CHANGE = Requirement.of(USER).but(OPERATOR, 3, 4);

  private TableCommands() {}

  /**
   * {@code show table}: all tables of the process, at level user.
   *
   * @return a command that gives the tables in HAProxy's order
   */
  public static Command<List<TableInfo>> list() {
    return Command.named("show table")
        .reads(
            reply -> {
              var tables = new ArrayList<TableInfo>();
              reply.forEachLine(line -> tables.add(TableInfo.parse(reply, line)));
              return List.copyOf(tables);
            });
  }

  /**
   * {@code show table <table> [data.<type> <operator> <value>]...}: the entries for which all
   * filters hold, in HAProxy's order.
   *
   * @param table its name
   * @param filters none for all entries; up to four, but one before HAProxy 2.2
   * @return a command that gives the entries
   * @throws IllegalArgumentException if there are more than four filters
   */
  public static Command<List<TableEntry>> entries(String table, TableFilter... filters) {
    return entries(table, List.of(filters), toUnmodifiableList());
  }

  /**
   * As {@link #entries(String, TableFilter...)}, for what may be large: each entry goes to a
   * collector as it comes.
   *
   * @param <A> what the collector gathers entries in
   * @param <R> what the collector makes of them
   * @param table its name
   * @param filters none for all entries; up to four, but one before HAProxy 2.2
   * @param collector takes the entries, in HAProxy's order, in the thread that runs the command
   * @return a command that gives what the collector makes
   * @throws IllegalArgumentException if there are more than four filters
   */
  public static <A, R> Command<R> entries(
      String table, List<TableFilter> filters, Collector<? super TableEntry, A, R> collector) {
    return filtered(on("show", table), filters, READ).reads(reader(collector));
  }

  /**
   * {@code show table <table> key <key>}: the entry of a key, if there is one.
   *
   * @param table its name
   * @param key the entry's key, of the table's type
   * @return a command that gives the entry; empty if there is none
   * @throws UnsendableValueException if the key cannot be sent
   */
  public static Command<Optional<TableEntry>> entry(String table, TableKey key) {
    return on("show", table)
        .argument("key")
        .argument(key.text())
        .needs(READ)
        .reads(
            reply -> {
              var entries = reader(toUnmodifiableList()).read(reply);
              return entries.stream().findFirst();
            });
  }

  private static <A, R> ReplyReader<R> reader(Collector<? super TableEntry, A, R> collector) {
    return reply -> {
      var container = collector.supplier().get();
      var accumulator = collector.accumulator();
      reply.forEachLine(
          line -> {
            if (line.startsWith("0x")) {
              accumulator.accept(container, TableEntry.parse(reply, line));
            } else {
              checkHeader(reply, line);
            }
          });
      return collector.finisher().apply(container);
    };
  }

  private static void checkHeader(Reply reply, String line) throws IOException {
    if (line.equals(NOT_DUMPED)) {
      throw reply.failed(line + ": write 'level operator' on the 'stats socket' line");
    }
    TableInfo.parse(reply, line);
  }

  /**
   * {@code set table <table> key <key> data.<type> <value>...}: stores numbers for a key, whose
   * entry is made if there is none and lives on from now.
   *
   * @param table its name
   * @param key the entry's key, of the table's type
   * @param data numbers by type, such as {@code gpc0}, {@code conn_rate} or {@code gpt[1]}
   * @return a command with an empty answer
   * @throws UnsendableValueException if the key cannot be sent, a type cannot be the name of one,
   *     or a number is too large for it
   * @throws IllegalArgumentException if there is no data; {@link #touch} does that
   */
  public static Command<String> set(String table, TableKey key, Map<String, Long> data) {
    return set(on("set", table).argument("key").argument(key.text()).needs(CHANGE), data);
  }

  /**
   * {@code set table <table> ptr <pointer> data.<type> <value>...}: stores numbers in an entry that
   * was read before, of any type. Since 3.1, and in late releases of 3.0.
   *
   * @param table its name
   * @param entry the entry, as this very process has shown it
   * @param data numbers by type, such as {@code gpc0}, {@code conn_rate} or {@code gpt[1]}
   * @return a command with an empty answer
   * @throws UnsendableValueException as {@link #set(String, TableKey, Map)}
   * @throws IllegalArgumentException if there is no data, or the entry's pointer is none
   */
  public static Command<String> set(String table, TableEntry entry, Map<String, Long> data) {
    return set(byPointer("set", table, entry), data);
  }

  private static Command<String> set(Command.Builder command, Map<String, Long> data) {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("there is no data to be set");
    }
    data.forEach(
        (type, value) ->
            command.argument(TableData.word(type)).argument(TableData.stored(type, value)));
    return command.repeatable().succeeds(Success.silent());
  }

  /**
   * {@code set table <table> key <key>}: makes an entry if there is none, and lets it live on from
   * now.
   *
   * @param table its name
   * @param key the entry's key, of the table's type
   * @return a command with an empty answer
   * @throws UnsendableValueException if the key cannot be sent
   */
  public static Command<String> touch(String table, TableKey key) {
    return on("set", table)
        .argument("key")
        .argument(key.text())
        .needs(CHANGE)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code clear table <table>}: removes all entries that no session holds.
   *
   * @param table its name
   * @return a command with an empty answer
   */
  public static Command<String> clear(String table) {
    return on("clear", table).needs(CHANGE).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code clear table <table> data.<type> <operator> <value>...}: removes the entries for which
   * all filters hold and that no session holds.
   *
   * @param table its name
   * @param filters one to four, but one before HAProxy 2.2
   * @return a command with an empty answer
   * @throws IllegalArgumentException if there is no filter, or more than four
   */
  public static Command<String> clear(String table, List<TableFilter> filters) {
    if (filters.isEmpty()) {
      throw new IllegalArgumentException("there is no filter, so all entries would be removed");
    }
    return filtered(on("clear", table), filters, CHANGE).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code clear table <table> key <key>}: removes the entry of a key, if there is one. It fails
   * with {@link org.haproxystats.runtime.Failure#BUSY} while a session holds it, on the versions
   * that tell.
   *
   * @param table its name
   * @param key the entry's key, of the table's type
   * @return a command with an empty answer
   * @throws UnsendableValueException if the key cannot be sent
   */
  public static Command<String> remove(String table, TableKey key) {
    return on("clear", table)
        .argument("key")
        .argument(key.text())
        .needs(CHANGE)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code clear table <table> ptr <pointer>}: removes an entry that was read before, of any type.
   * Since 3.1, and in late releases of 3.0.
   *
   * @param table its name
   * @param entry the entry, as this very process has shown it
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the entry's pointer is none
   */
  public static Command<String> remove(String table, TableEntry entry) {
    return byPointer("clear", table, entry).succeeds(Success.silent());
  }

  private static Command.Builder byPointer(String verb, String table, TableEntry entry) {
    return on(verb, table)
        .argument("ptr")
        .argument(entry.checkedPointer())
        .needs(CHANGE.since(3, 0));
  }

  private static Command.Builder on(String verb, String table) {
    return Command.named(verb + " table").name(table);
  }

  private static Command.Builder filtered(
      Command.Builder command, List<TableFilter> filters, Requirement requirement) {
    if (filters.size() > MOST_FILTERS) {
      throw new IllegalArgumentException(
          "there are %d filters, HAProxy takes %d".formatted(filters.size(), MOST_FILTERS));
    }
    for (var filter : filters) {
      command
          .argument(TableData.word(filter.type()))
          .argument(filter.operator().toString())
          .argument(filter.value());
    }
    return command.needs(filters.size() > 1 ? requirement.since(2, 2) : requirement);
  }
}
