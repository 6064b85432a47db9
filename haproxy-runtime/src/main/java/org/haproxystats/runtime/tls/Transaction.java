package org.haproxystats.runtime.tls;

import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Payload;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * The commands that certificates, CA files and CRL files have in common. HAProxy's answers name the
 * file, and an answer that names another is no success: 2.6 puts a payload into the transaction of
 * another certificate, and says so.
 *
 * @param kind as in {@code new ssl <kind>}
 * @param object what HAProxy calls it when a transaction begins
 * @param major of the first version that has these commands
 * @param minor of the first version that has these commands
 */
record Transaction(String kind, String object, int major, int minor) {

  private Command.Builder named(String verb) {
    return Command.named(verb + " ssl " + kind)
        .needs(Requirement.of(AccessLevel.ADMIN).since(major, minor));
  }

  Command<String> create(String name, String answer) {
    return named("new").argument(name).succeeds(Success.line(answer));
  }

  /** Fails where HAProxy says that it took the payload for another name. */
  Command<String> load(
      String verb, int sinceMajor, int sinceMinor, String argument, String name, String pem) {
    return named(verb)
        .argument(argument)
        .payload(Payload.pem(pem))
        .needs(Requirement.of(AccessLevel.ADMIN).since(sinceMajor, sinceMinor))
        .repeatable()
        .succeeds(
            Success.lastLine(
                "Transaction created for " + object + " " + name + "!",
                "Transaction updated for " + object + " " + name + "!",
                "transaction created for " + object + " " + name + "!",
                "transaction updated for " + object + " " + name + "!"));
  }

  /** Slow: HAProxy makes new contexts for every use, and sends a dot for each. */
  Command<String> commit(String name) {
    return named("commit").argument(name).succeeds(Success.lastLine("Success!"));
  }

  Command<String> abort(String name) {
    return named("abort")
        .argument(name)
        .succeeds(Success.line("Transaction aborted for certificate '" + name + "'!"));
  }

  Command<String> delete(String name, String answer) {
    return named("del").argument(name).succeeds(Success.line(answer));
  }
}
