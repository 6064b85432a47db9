package org.haproxystats.runtime.table;

import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.OPERATOR;

import java.util.regex.Pattern;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Requirement.Mode;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * The commands for variables of the whole process, whose names begin with {@code proc.} (HAProxy's
 * management guide, section 9.3). Reading one needs level operator. Setting one needs the
 * experimental mode, which is switched on here and needs level admin.
 */
public final class VariableCommands {
  private static final Pattern NAME = Pattern.compile("proc\\.[A-Za-z0-9_.]+");
  private static final Requirement READ = Requirement.of(OPERATOR).since(2, 4);
  private static final Requirement SET = Requirement.of(ADMIN).since(2, 4).in(Mode.EXPERIMENTAL);

  private VariableCommands() {}

  /**
   * {@code get var <name>}: what is stored now. It fails with {@link
   * org.haproxystats.runtime.Failure#NOT_FOUND} if it was never set. Since 2.4.
   *
   * @param name with {@code proc.} at its beginning
   * @return a command that gives the variable
   * @throws UnsendableValueException if the name is none of a variable of the process
   */
  public static Command<Variable> get(String name) {
    return Command.named("get var").argument(checked(name)).needs(READ).reads(Variable::read);
  }

  /**
   * {@code set var <name> int(<number>)}: stores a number. Since 2.4.
   *
   * @param name with {@code proc.} at its beginning
   * @param number what to store
   * @return a command with an empty answer
   * @throws UnsendableValueException if the name is none of a variable of the process
   */
  public static Command<String> setNumber(String name, long number) {
    return set(name)
        .argument("int(" + number + ")")
        .needs(SET)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set var <name> fmt <text>}: stores a text as it is; what would be a format in it is
   * escaped. Since 2.5.
   *
   * @param name with {@code proc.} at its beginning
   * @param text what to store
   * @return a command with an empty answer
   * @throws UnsendableValueException if the name is none of a variable of the process, or the text
   *     cannot be sent
   */
  public static Command<String> setText(String name, String text) {
    return set(name)
        .argument("fmt")
        .argument(text.replace("%", "%%"))
        .needs(SET.since(2, 5))
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set var <name> expr <expression>}: evaluates an expression of HAProxy's configuration
   * language and stores what comes out. An expression can read everything that HAProxy can, so it
   * must come from the program, never from its input. Since 2.5.
   *
   * @param name with {@code proc.} at its beginning
   * @param expression such as {@code int(5),mul(2)}
   * @return a command with an empty answer
   * @throws UnsendableValueException if the name is none of a variable of the process, or the
   *     expression cannot be sent
   */
  public static Command<String> setExpression(String name, String expression) {
    return set(name)
        .argument("expr")
        .argument(expression)
        .needs(SET.since(2, 5))
        .succeeds(Success.silent());
  }

  private static Command.Builder set(String name) {
    return Command.named("set var").argument(checked(name));
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new UnsendableValueException(
          "'%s' is no variable of the process: it must begin with 'proc.' and have letters, digits,"
                  .formatted(name)
              + " '_' and '.' in it");
    }
    return name;
  }
}
