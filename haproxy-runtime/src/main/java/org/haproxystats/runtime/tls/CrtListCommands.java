package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Payload;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * Lists of certificates ({@code crt-list}, and directories given as {@code crt}). All at level
 * admin, since 2.2.
 */
public final class CrtListCommands {
  private static final Requirement NEEDS = Requirement.of(AccessLevel.ADMIN).since(2, 2);

  private CrtListCommands() {}

  /**
   * {@code show ssl crt-list}: the names of all lists.
   *
   * @return a command that gives them
   */
  public static Command<List<String>> list() {
    return Command.named("show ssl crt-list").needs(NEEDS).reads(Reply::lines);
  }

  /**
   * {@code show ssl crt-list -n <list>}: its entries, with their line numbers.
   *
   * @param list as {@link #list} names it
   * @return a command that gives the entries in the list's order
   */
  public static Command<List<CrtListEntry>> show(String list) {
    return Command.named("show ssl crt-list")
        .argument("-n")
        .argument(list)
        .needs(NEEDS)
        .reads(CrtListCommands::readEntries);
  }

  private static List<CrtListEntry> readEntries(Reply reply) throws IOException {
    var entries = new ArrayList<CrtListEntry>();
    boolean headed = false;
    for (var line : reply.lines()) {
      if (!headed && !line.startsWith("# ")) {
        throw reply.failed(line); // The list is not there.
      }
      if (headed) {
        try {
          entries.add(CrtListEntry.parse(line));
        } catch (IllegalArgumentException _) {
          throw reply.failed(line);
        }
      }
      headed = true;
    }
    return List.copyOf(entries);
  }

  /**
   * {@code add ssl crt-list <list> <certificate>}, or with a payload if there are options or
   * filters. The certificate must be in memory. Slow where many {@code bind} lines use the list.
   *
   * @param list as {@link #list} names it
   * @param entry what to add; a line number in it does not count
   * @return a command that gives HAProxy's message, with warnings before its last line
   * @throws org.haproxystats.runtime.UnsendableValueException if a word of the entry cannot stand
   *     in a crt-list
   */
  public static Command<String> add(String list, CrtListEntry entry) {
    var command = Command.named("add ssl crt-list").argument(list).needs(NEEDS);
    var line = entry.text();
    if (line.equals(entry.certificate())) {
      command.argument(line);
    } else {
      command.payload(Payload.whole(List.of(line)));
    }
    return command.succeeds(Success.lastLine("Success!"));
  }

  /**
   * {@code del ssl crt-list <list> <certificate>}: deletes the certificate's one entry. HAProxy
   * refuses it if the certificate has several entries, or is a default certificate (but not on
   * 2.2).
   *
   * @param list as {@link #list} names it
   * @param certificate its name
   * @return a command that gives HAProxy's message
   * @throws org.haproxystats.runtime.UnsendableValueException if the name has a colon in it, which
   *     HAProxy takes for the mark of a line, or begins with {@code *} or a backslash
   */
  public static Command<String> delete(String list, String certificate) {
    return delete(list, certificate, StoreNames.withoutColon(certificate));
  }

  /**
   * {@code del ssl crt-list <list> <certificate>:<line>}: deletes one of several entries.
   *
   * @param list as {@link #list} names it
   * @param certificate its name
   * @param line the entry's number in the list, from 1 on, see {@link CrtListEntry#line}
   * @return a command that gives HAProxy's message
   * @throws org.haproxystats.runtime.UnsendableValueException if the name has a colon in it, which
   *     HAProxy takes for the mark of a line, or begins with {@code *} or a backslash
   */
  public static Command<String> delete(String list, String certificate, int line) {
    return delete(list, certificate, StoreNames.withoutColon(certificate) + ":" + line);
  }

  private static Command<String> delete(String list, String certificate, String argument) {
    return Command.named("del ssl crt-list")
        .argument(list)
        .argument(argument)
        .needs(NEEDS)
        .succeeds(Success.line("Entry '" + certificate + "' deleted in crtlist '" + list + "'!"));
  }
}
