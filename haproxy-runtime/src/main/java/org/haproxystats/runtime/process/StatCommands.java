package org.haproxystats.runtime.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.HaproxyVersion;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.runtime.stats.StatTable;

/**
 * {@code show stat} in the forms that HAProxy can give it (management guide, section 9.1), at level
 * user; the fields {@code addr}, {@code cookie} and {@code algo} are there from level operator on.
 * A query for one proxy answers {@code No such proxy.} if there is none ({@link
 * org.haproxystats.runtime.Failure#NOT_FOUND}).
 */
public final class StatCommands {
  private StatCommands() {}

  /**
   * {@return a command that gives all fields of all rows of a query} A row that does not fit the
   * header fails the command.
   *
   * @param query which rows
   */
  public static Command<List<StatRow>> rows(StatQuery query) {
    return csv(query).reads(StatDump::read);
  }

  /**
   * {@return a command that gives some numeric fields of all rows of a query, by columns} What
   * cannot be read is left out and told by {@link StatTable#problems()}.
   *
   * @param query which rows
   * @param fields HAProxy's names of the fields; one that HAProxy does not have is absent in every
   *     row
   */
  public static Command<StatTable> table(StatQuery query, Collection<String> fields) {
    var wanted = List.copyOf(fields);
    return csv(query).reads(reply -> table(reply, new StatCsvReader(wanted)));
  }

  /**
   * {@return a command that gives all rows, by columns, with a reader of one's own} It is used
   * again for the next dump, so that a steady stream of dumps makes little garbage, and it may read
   * texts too. One process at a time; the table is good until the next run.
   *
   * @param reader says which fields; it belongs to this command
   */
  public static Command<StatTable> table(StatCsvReader reader) {
    return csv(StatQuery.ALL).reads(reply -> table(reply, reader));
  }

  private static Command.Builder csv(StatQuery query) {
    return query.command(HaproxyVersion.of(1, 5));
  }

  private static StatTable table(Reply reply, StatCsvReader reader) throws IOException {
    try {
      return reader.read(new ByteArrayInputStream(reply.dump()));
    } catch (MalformedStatisticsException e) {
      throw reply.failed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * {@return a command that gives all rows of a query with the type and the tags of each value
   * ({@code show stat typed})} Empty fields are not in it. Since 1.7.
   *
   * @param query which rows
   */
  public static Command<List<TypedRow>> typed(StatQuery query) {
    return query.command(HaproxyVersion.of(1, 7), "typed").reads(TypedLines::rows);
  }

  /**
   * {@return a command that gives what {@link #typed} does, with a description of each value
   * ({@code show stat typed desc})}
   *
   * @param query which rows
   */
  public static Command<List<TypedRow>> described(StatQuery query) {
    return query.command(HaproxyVersion.of(2, 1), "typed", "desc").reads(TypedLines::describedRows);
  }

  /**
   * {@code show stat json} as HAProxy writes it, which says no more than {@link #typed}. Names and
   * texts with quotes in them make it invalid JSON: HAProxy does not escape them. Since 1.8.
   *
   * @param query which rows
   * @return a command that gives the text
   */
  public static Command<String> json(StatQuery query) {
    return query.command(HaproxyVersion.of(1, 8), "json").reads(Json::read);
  }
}
