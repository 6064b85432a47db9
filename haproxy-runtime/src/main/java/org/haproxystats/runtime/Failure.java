package org.haproxystats.runtime;

import java.util.Map;

/** Why HAProxy refused a command, as far as its text tells. */
public enum Failure {
  /** The socket's level is too low. */
  PERMISSION_DENIED,
  /** This version or build does not have the command. */
  UNKNOWN_COMMAND,
  /** Expert or experimental mode must be switched on first. */
  MODE_REQUIRED,
  /**
   * The command or its payload is too long ({@code tune.bufsize}, {@code
   * tune.cli.max-payload-size}).
   */
  TOO_LARGE,
  /** What the command names does not exist. */
  NOT_FOUND,
  /** The proxy was disabled or shut down. */
  DISABLED,
  /** Another change is going on; the same command may work in a moment. */
  BUSY,
  /** HAProxy could not do it for want of memory. */
  SERVER_ERROR,
  /** The command's arguments are wrong. */
  BAD_REQUEST,
  /** Something else; the text says what. */
  OTHER;

  /** How the texts begin that more than one command answers with. */
  private static final Map<String, Failure> BEGINNINGS =
      Map.ofEntries(
          Map.entry("Permission denied", PERMISSION_DENIED),
          Map.entry("# contents not dumped due to insufficient privileges", PERMISSION_DENIED),
          Map.entry("Unknown command", UNKNOWN_COMMAND),
          Map.entry("This command is restricted to ", MODE_REQUIRED),
          Map.entry("The command is too big", TOO_LARGE),
          Map.entry("The command line is too big", TOO_LARGE),
          Map.entry("The payload is too big", TOO_LARGE),
          Map.entry("No such ", NOT_FOUND),
          Map.entry("Can't find ", NOT_FOUND),
          Map.entry("Can't display the ", NOT_FOUND),
          Map.entry("Can't replace a certificate which is not ", NOT_FOUND),
          Map.entry("Can't replace a CA file which is not ", NOT_FOUND),
          Map.entry("Can't replace a CRL file which is not ", NOT_FOUND),
          Map.entry("No ongoing transaction", NOT_FOUND),
          Map.entry("didn't find the specified filename", NOT_FOUND),
          Map.entry("Couldn't find ", NOT_FOUND),
          Map.entry("Unknown certificate!", NOT_FOUND),
          Map.entry("Certificate ID ", NOT_FOUND),
          Map.entry("Unknown map identifier", NOT_FOUND),
          Map.entry("Unknown ACL identifier", NOT_FOUND),
          Map.entry("Version number ", NOT_FOUND),
          Map.entry("Key not found", NOT_FOUND),
          Map.entry("entry not found", NOT_FOUND),
          Map.entry("key or pattern not found", NOT_FOUND),
          Map.entry("Session not found", NOT_FOUND),
          Map.entry("Variable not found", NOT_FOUND),
          Map.entry("No entry can be found", NOT_FOUND),
          Map.entry("Proxy is disabled", DISABLED),
          Map.entry("Frontend was ", DISABLED),
          Map.entry("Operations on certificates are currently locked", BUSY),
          Map.entry("Another reload is still in progress", BUSY),
          Map.entry("The ongoing transaction is about ", BUSY),
          Map.entry("Entry currently in use", BUSY),
          Map.entry("Server still has connections attached", BUSY),
          Map.entry("Backend still has attached streams", BUSY),
          Map.entry("Out of memory", SERVER_ERROR),
          Map.entry("Can't allocate memory", SERVER_ERROR),
          Map.entry("Unable to allocate ", SERVER_ERROR),
          Map.entry("Too many arguments", BAD_REQUEST),
          Map.entry("Require ", BAD_REQUEST),
          Map.entry("A frontend name is expected", BAD_REQUEST),
          Map.entry("A backend name is expected", BAD_REQUEST),
          Map.entry("Expects ", BAD_REQUEST),
          Map.entry("Malformed ", BAD_REQUEST),
          Map.entry("Missing ", BAD_REQUEST),
          Map.entry("Filter entry #", BAD_REQUEST),
          Map.entry("Unknown data type", BAD_REQUEST),
          Map.entry("Data type not stored in this table", BAD_REQUEST),
          Map.entry("Optional argument only supports ", BAD_REQUEST),
          Map.entry("Showing keys from tables of type ", BAD_REQUEST),
          Map.entry("Inserting keys into tables of type ", BAD_REQUEST),
          Map.entry("Removing keys from tables of type ", BAD_REQUEST),
          Map.entry("Absolute weight can only ", BAD_REQUEST),
          Map.entry("Relative weight must ", BAD_REQUEST),
          Map.entry("Empty weight string ", BAD_REQUEST),
          Map.entry("maxconn string empty ", BAD_REQUEST),
          Map.entry("Trailing garbage in ", BAD_REQUEST),
          Map.entry("Backend is using a static LB algorithm", BAD_REQUEST),
          Map.entry("Key value expected", BAD_REQUEST),
          Map.entry("\"data.<type>\" followed by ", BAD_REQUEST),
          Map.entry("Required arguments: ", BAD_REQUEST),
          Map.entry("Only one of backend, frontend or server ", BAD_REQUEST),
          Map.entry("Unsupported option ", BAD_REQUEST),
          Map.entry("Nothing to report for this sink", BAD_REQUEST),
          Map.entry("unable to load ", BAD_REQUEST),
          Map.entry("Can't load the payload", BAD_REQUEST),
          Map.entry("inconsistencies between private key and certificate", BAD_REQUEST),
          Map.entry("Invalid ", BAD_REQUEST),
          Map.entry("Integer value expected", BAD_REQUEST),
          Map.entry("String value expected", BAD_REQUEST),
          Map.entry("unknown keyword ", BAD_REQUEST),
          Map.entry("Value out of range", BAD_REQUEST));

  /** What the first line tells that is known; {@link #OTHER} if none is. */
  static Failure of(String text) {
    return text.lines()
        .map(Failure::ofLine)
        .filter(failure -> failure != OTHER)
        .findFirst()
        .orElse(OTHER);
  }

  private static Failure ofLine(String line) {
    return BEGINNINGS.entrySet().stream()
        .filter(beginning -> line.startsWith(beginning.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }
}
