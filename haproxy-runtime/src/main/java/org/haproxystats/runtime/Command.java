package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One command of the Runtime API as a value: what is sent, what it needs of the process, and how
 * its answer is read. A command is made once and may be run on any number of processes; {@link
 * RuntimeClient#run} does it.
 *
 * <p>Arguments are typed by the methods that make commands, and escaped here. No argument and no
 * payload, whatever is in it, can begin another command or end a payload early: it arrives
 * unchanged or is refused with {@link UnsendableValueException}. Only {@link #raw} sends a line as
 * it is.
 *
 * @param <T> what the command's answer becomes
 */
public final class Command<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)*");
  private static final String SECRET = "***";

  /** HAProxy before 3.2 drops what comes after them without a word. */
  private static final int MOST_WORDS = 64;

  private record Argument(String value, boolean secret) {}

  private final String name;
  private final List<Argument> arguments;
  private final @Nullable Payload payload;
  private final Requirement requirement;
  private final boolean changes;
  private final boolean repeatable;
  private final boolean raw;
  private final Duration silence;
  private final boolean succeedsSilently;
  private final ReplyReader<T> reader;

  private Command(Builder builder, boolean changes, boolean repeatable, ReplyReader<T> reader) {
    name = builder.name;
    arguments = List.copyOf(builder.arguments);
    payload = builder.payload;
    requirement = builder.requirement;
    raw = builder.raw;
    silence = builder.silence;
    succeedsSilently = builder.succeedsSilently;
    this.changes = changes;
    this.repeatable = repeatable;
    this.reader = reader;
    long words = name.chars().filter(c -> c == ' ').count() + 1 + arguments.size();
    if (!raw && words + (payload == null ? 0 : 1) > MOST_WORDS) {
      throw new UnsendableValueException(
          "'%s' has more arguments than HAProxy reads: a command has %d words at most"
              .formatted(name, MOST_WORDS));
    }
  }

  /**
   * Begins a command.
   *
   * @param name the words that are always the same, such as {@code set map}; they come from the
   *     program, never from its input
   * @return what takes the arguments, and makes the command at the end
   * @throws IllegalArgumentException if the name is not words of small letters
   */
  public static Builder named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a command");
    }
    return new Builder(name);
  }

  /**
   * {@return a command that sends a line as it is and gives the whole answer as text, for what no
   * typed command does} Whoever lets others choose the line lets them do everything that the
   * socket's level permits.
   *
   * @param line one command, or several with {@code ;} between them
   * @throws UnsendableValueException if the line is empty or has a line feed, carriage return or
   *     NUL in it
   */
  public static Command<String> raw(String line) {
    Words.checked(line);
    var builder = new Builder(line);
    builder.raw = true;
    // Nobody knows what the line does, so it is never sent twice.
    return new Command<>(builder, true, false, Reply::text);
  }

  /** Puts a command together. For one thread. */
  public static final class Builder {
    private final String name;
    private final List<Argument> arguments = new ArrayList<>();
    private @Nullable Payload payload;
    private Requirement requirement = Requirement.of(AccessLevel.USER);
    private boolean repeatable;
    private boolean raw;
    private Duration silence = Duration.ZERO;
    private boolean succeedsSilently;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Adds an argument.
     *
     * @param value any text: one word for HAProxy, escaped when the command is sent; empty is
     *     possible
     * @return this builder
     * @throws UnsendableValueException if it cannot be sent unchanged: it has a line feed, carriage
     *     return or NUL in it
     */
    public Builder argument(String value) {
      arguments.add(new Argument(Words.checked(value), false));
      return this;
    }

    /**
     * Adds a number as an argument.
     *
     * @param value sent in decimal digits
     * @return this builder
     */
    public Builder argument(long value) {
      return argument(String.valueOf(value));
    }

    /**
     * Adds the name of a frontend, backend or other object of the configuration.
     *
     * @param value the name, sent as one argument
     * @return this builder
     * @throws UnsendableValueException if it cannot be sent unchanged, or begins with {@code #},
     *     which HAProxy takes for the mark of an id
     */
    public Builder name(String value) {
      if (value.startsWith("#")) {
        throw new UnsendableValueException(
            Words.quoted(value) + " is no name: HAProxy takes what follows a '#' for an id");
      }
      return argument(value);
    }

    /**
     * Adds an argument that must not be shown in messages.
     *
     * @param value the secret; {@code ***} stands for it where the command is shown
     * @return this builder
     * @throws UnsendableValueException if it cannot be sent unchanged; the message does not quote
     *     it
     */
    public Builder secret(String value) {
      arguments.add(new Argument(Words.checkedSecret(value), true));
      return this;
    }

    /**
     * Sends lines after the command. Nothing of them is ever shown but their number.
     *
     * @param lines what HAProxy reads as the command's payload; a second call replaces the first
     * @return this builder
     */
    public Builder payload(Payload lines) {
      payload = lines;
      return this;
    }

    /**
     * Says what the command needs; without it, level user on every version.
     *
     * @param what the first version, the level and the mode; checked before anything is sent
     * @return this builder
     */
    public Builder needs(Requirement what) {
      requirement = what;
      return this;
    }

    /**
     * Says that a change may be made twice with the effect of once, so it may be tried again.
     *
     * @return this builder
     */
    public Builder repeatable() {
      repeatable = true;
      return this;
    }

    /**
     * Says how long HAProxy may wait before it answers; the client's time-outs are extended by it.
     *
     * @param atMost the longest wait, zero or more; it is added to the overall and the idle
     *     time-out
     * @return this builder
     */
    public Builder waits(Duration atMost) {
      silence = atMost;
      return this;
    }

    /**
     * Makes a command that changes something and answers with a message.
     *
     * @param success the messages that mean success; whatever else HAProxy says fails the command
     * @return a command that gives the message, empty if HAProxy says nothing
     * @throws UnsendableValueException if there are more arguments than HAProxy reads
     */
    public Command<String> succeeds(Success success) {
      succeedsSilently = success.equals(Success.silent());
      return changes(
          reply -> {
            var text = reply.text();
            if (reply.isError() || !success.matches(text)) {
              throw reply.failed(text);
            }
            return text;
          });
    }

    /**
     * Makes a command that changes something, with an answer to be read.
     *
     * @param <T> what the answer becomes
     * @param reader makes it of the answer, and throws {@link Reply#failed} where the answer tells
     *     of no success
     * @return a command that gives what the reader makes; it is sent once only, unless it is {@link
     *     #repeatable}
     * @throws UnsendableValueException if there are more arguments than HAProxy reads
     */
    public <T> Command<T> changes(ReplyReader<T> reader) {
      return new Command<>(this, true, repeatable, reader);
    }

    /**
     * Makes a command that only reads, which can be repeated without harm.
     *
     * @param <T> what the answer becomes
     * @param reader makes it of the answer, and throws {@link Reply#failed} where the answer is
     *     none
     * @return a command that gives what the reader makes
     * @throws UnsendableValueException if there are more arguments than HAProxy reads
     */
    public <T> Command<T> reads(ReplyReader<T> reader) {
      return new Command<>(this, false, true, reader);
    }
  }

  /** {@return what it needs of the process that shall run it} */
  public Requirement requirement() {
    return requirement;
  }

  /** {@return whether it changes something in HAProxy, or may} */
  public boolean changes() {
    return changes;
  }

  /**
   * {@return whether it may be sent again when it is not known what became of it; always so of one
   * that only reads}
   */
  public boolean isRepeatable() {
    return repeatable;
  }

  /** Whether the line is sent as it is, without a word before it. */
  boolean isRaw() {
    return raw;
  }

  /** How much longer than others it may take. */
  Duration silence() {
    return silence;
  }

  /** Whether HAProxy says nothing when it has done it, and only then. */
  boolean succeedsSilently() {
    return succeedsSilently;
  }

  ReplyReader<T> reader() {
    return reader;
  }

  /**
   * What goes over the wire for one command: its line, and what comes after the line.
   *
   * @param line without a line feed; ends in {@code <<} and an end mark if there is a payload
   */
  record Request(String line, Optional<Payload.Piece> payload) {

    /**
     * Writes it as a process wants it on a connection of its own.
     *
     * @param before commands that set the connection up
     */
    void writeTo(ByteArrayOutputStream out, List<String> before) {
      before.forEach(setting -> out.writeBytes((setting + ";").getBytes(UTF_8)));
      out.writeBytes((line + "\n").getBytes(UTF_8));
      payload.ifPresent(piece -> piece.writeTo(out));
    }

    /**
     * Writes it as an endpoint wants it that may be a master's.
     *
     * @param before commands that set the connection up
     */
    void writeTo(ByteArrayOutputStream out, Endpoint endpoint, List<String> before) {
      out.writeBytes(endpoint.request(before, line, payload.isPresent()).getBytes(UTF_8));
      payload.ifPresent(piece -> piece.writeTo(out));
    }
  }

  /**
   * The requests for a version: one, or several where a payload has to be sent in batches.
   *
   * @throws UnsendableValueException if a value cannot be sent to this version unchanged
   */
  List<Request> requests(HaproxyVersion version) {
    var line = line(version, false);
    if (payload == null) {
      return List.of(new Request(line, Optional.empty()));
    }
    return payload.pieces(version).stream()
        .map(piece -> new Request(line + " <<" + piece.mark(), Optional.of(piece)))
        .toList();
  }

  private String line(HaproxyVersion version, boolean hideSecrets) {
    var line = new StringBuilder(name);
    for (int i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      boolean last = i == arguments.size() - 1 && payload == null;
      line.append(' ')
          .append(hideSecrets && argument.secret ? SECRET : word(argument, last, version));
    }
    return line.toString();
  }

  private static String word(Argument argument, boolean last, HaproxyVersion version) {
    try {
      return Words.escaped(argument.value, last, version);
    } catch (UnsendableValueException e) {
      throw argument.secret
          ? new UnsendableValueException("a secret ends in '<<', which HAProxy would misread")
          : e;
    }
  }

  /** The line as the newest version gets it, secrets hidden, and how much follows it. */
  @Override
  public String toString() {
    var line = line(HaproxyVersion.of(Integer.MAX_VALUE, 0), true);
    return payload == null ? line : line + " << (" + payload + ")";
  }
}
