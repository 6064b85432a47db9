package org.haproxystats.runtime.tls;

import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;

/**
 * Files with certificates of authorities ({@code ca-file}). All since 2.5; reading needs level
 * operator, changing level admin. Names that begin with {@code *} or a backslash are refused with
 * {@link org.haproxystats.runtime.UnsendableValueException}, where one is shown also those with a
 * colon: HAProxy takes them for something else.
 */
public final class CaFileCommands {
  private static final Transaction COMMANDS = new Transaction("ca-file", "CA", 2, 5);
  private static final Requirement READING = Requirement.of(AccessLevel.OPERATOR).since(2, 5);

  private CaFileCommands() {}

  /**
   * {@code show ssl ca-file}: all of them, and what a transaction is about.
   *
   * @return a command that gives their names
   */
  public static Command<StoreList> list() {
    return Command.named("show ssl ca-file").needs(READING).reads(StoreList::read);
  }

  /**
   * {@code show ssl ca-file <name>}: what is used.
   *
   * @param name as {@link #list} has it
   * @return a command that gives what is in it
   */
  public static Command<CaFile> show(String name) {
    return show("", name);
  }

  /**
   * {@code show ssl ca-file *<name>}: what waits for a commit.
   *
   * @param name as {@link #list} has it
   * @return a command that gives what is in it
   */
  public static Command<CaFile> showUncommitted(String name) {
    return show("*", name);
  }

  private static Command<CaFile> show(String mark, String name) {
    var asked = mark + StoreNames.withoutColon(name);
    return Command.named("show ssl ca-file")
        .argument(asked)
        .needs(READING)
        .reads(reply -> CaFile.read(reply, asked));
  }

  /**
   * {@code new ssl ca-file <name>}: a name without content.
   *
   * @param name a new one, as the configuration would have it
   * @return a command that gives HAProxy's message
   */
  public static Command<String> create(String name) {
    return COMMANDS.create(StoreNames.checked(name), "New CA file created '" + name + "'!");
  }

  /**
   * {@code set ssl ca-file <name> <<}: begins a transaction with this PEM text as the whole.
   *
   * @param name as {@link #list} has it
   * @param pem one certificate or several; in no message
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> set(String name, String pem) {
    return COMMANDS.load("set", 2, 5, StoreNames.checked(name), name, pem);
  }

  /**
   * {@code add ssl ca-file <name> <<}: adds certificates to those in use, or to those of the
   * ongoing transaction. Since 2.7.
   *
   * @param name as {@link #list} has it
   * @param pem one certificate or several; in no message
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> add(String name, String pem) {
    return COMMANDS.load("add", 2, 7, StoreNames.checked(name), name, pem);
  }

  /**
   * {@code commit ssl ca-file <name>}: has every use of the file take the new content. Takes long
   * where there are thousands of uses, so the client's time-outs must allow for it.
   *
   * @param name the one that the transaction is about
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> commit(String name) {
    return COMMANDS.commit(StoreNames.checked(name));
  }

  /**
   * {@code abort ssl ca-file <name>}: drops what was set and not committed.
   *
   * @param name the one that the transaction is about
   * @return a command that gives HAProxy's message
   */
  public static Command<String> abort(String name) {
    return COMMANDS.abort(StoreNames.checked(name));
  }

  /**
   * {@code del ssl ca-file <name>}: HAProxy refuses it while the file is used.
   *
   * @param name as {@link #list} has it
   * @return a command that gives HAProxy's message
   */
  public static Command<String> delete(String name) {
    return COMMANDS.delete(StoreNames.checked(name), "CA file '" + name + "' deleted!");
  }
}
