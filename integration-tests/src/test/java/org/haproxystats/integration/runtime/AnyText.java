package org.haproxystats.integration.runtime;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What may be in a text that somebody hands on to HAProxy. */
final class AnyText {
  private AnyText() {}

  /** Texts that would be commands if anything let them, and any others. */
  static Arbitrary<String> texts() {
    var command = "set weight app/one 7";
    var parts =
        Arbitraries.of(
            ";" + command,
            "\n" + command,
            "\n\n" + command + "\n",
            "\nEND0\n" + command + "\n",
            "\\;" + command,
            "\\\\;" + command,
            "\r\n" + command + "\r\n",
            ";" + command + ";",
            "<<",
            "<<END0",
            " <<",
            "\\",
            ";",
            " ",
            "\t",
            "\n",
            "\r",
            "\0",
            "\"",
            "'",
            "#",
            "#0x1",
            "@1",
            "@",
            "*",
            "-",
            "%",
            "%[",
            "]",
            "{",
            "}",
            "$",
            "END0",
            "END",
            "> ",
            "+ ",
            "a",
            "é",
            "\ud83d\ude00",
            "\ud83d",
            "\u000b",
            "\u001f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff");
    return Arbitraries.oneOf(
        parts.list().ofMinSize(1).ofMaxSize(4).map(some -> String.join("", some)),
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.strings().ascii().ofMaxLength(20));
  }
}
