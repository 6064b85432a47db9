package org.haproxystats.runtime.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Payload;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.UnsendableValueException;
import org.jspecify.annotations.Nullable;

/**
 * The whole contents of a map or an ACL in little memory: the very bytes that HAProxy shows and
 * takes, without an object for each entry. Immutable.
 */
public final class PatternContents {
  private final PatternRef ref;

  /** {@code key value} or {@code pattern}, each with a line feed at its end. */
  private final byte[] lines;

  private PatternContents(PatternRef ref, byte[] lines) {
    this.ref = ref;
    this.lines = lines;
  }

  /**
   * Puts contents together.
   *
   * @throws UnsendableValueException if an entry cannot be sent, or HAProxy could not tell its key
   *     from its value when it shows it: if the key of a map has a blank in it, or the pattern of
   *     an ACL a value
   */
  public static PatternContents of(PatternRef ref, List<PatternEntry> entries) {
    return new PatternContents(
        ref, Payload.encoded(entries.stream().map(entry -> line(ref, entry)).toList()));
  }

  private static String line(PatternRef ref, PatternEntry entry) {
    if (entry.key().isEmpty()) {
      throw new UnsendableValueException("an empty key or pattern cannot be sent");
    }
    return switch (ref) {
      case MapRef _ when hasBlank(entry.key()) ->
          throw new UnsendableValueException(
              "the key '%s' has a blank in it: 'show map' does not tell where such a key ends"
                  .formatted(entry.key()));
      case MapRef _ -> entry.key() + " " + entry.value();
      case AclRef _ when !entry.value().isEmpty() ->
          throw new UnsendableValueException(
              "the pattern '%s' has a value, which an ACL has no place for".formatted(entry.key()));
      case AclRef _ -> entry.key();
    };
  }

  static boolean hasBlank(String key) {
    return key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0;
  }

  /** Takes what HAProxy shows, less the place in its memory that each line begins with. */
  static PatternContents read(PatternRef ref, Reply reply) throws IOException {
    var dump = reply.dump();
    var lines = new ByteArrayOutputStream(dump.length);
    int end;
    for (int start = 0; start < dump.length; start = end + 1) {
      end = indexOf('\n', dump, start, dump.length);
      int blank = indexOf(' ', dump, start, end);
      if (end == start) {
        continue; // what ends the dump
      }
      if (blank == end || dump[start] != '0' || dump[start + 1] != 'x') {
        throw reply.failed(new String(dump, start, end - start, UTF_8));
      }
      lines.write(dump, blank + 1, end - blank - 1);
      if (ref instanceof MapRef && indexOf(' ', dump, blank + 1, end) == end) {
        lines.write(' '); // A value may be away, which is the same as an empty one.
      }
      lines.write('\n');
    }
    return new PatternContents(ref, lines.toByteArray());
  }

  /** The first place from {@code from} on; {@code to} if there is none. */
  private static int indexOf(char octet, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != octet) {
      at++;
    }
    return at;
  }

  /** The entries, in their order. */
  public List<PatternEntry> entries() {
    var entries = new ArrayList<PatternEntry>();
    int end;
    for (int start = 0; start < lines.length; start = end + 1) {
      end = indexOf('\n', lines, start, lines.length);
      entries.add(entry(start, end));
    }
    return List.copyOf(entries);
  }

  private PatternEntry entry(int start, int end) {
    return switch (ref) {
      case MapRef _ -> {
        int blank = indexOf(' ', lines, start, end);
        yield new PatternEntry(text(start, blank), text(blank + 1, end));
      }
      case AclRef _ -> PatternEntry.pattern(text(start, end));
    };
  }

  private String text(int start, int end) {
    return new String(lines, start, end - start, UTF_8);
  }

  /** The commands that add all entries: in payloads where one can carry them, others alone. */
  List<Command<String>> adding(Optional<Long> version) {
    var commands = new ArrayList<Command<String>>();
    int batch = 0;
    int end;
    for (int start = 0; start < lines.length; start = end + 1) {
      end = indexOf('\n', lines, start, lines.length);
      if (!fitsPayload(start, end)) {
        addBatch(commands, version, batch, start);
        commands.add(MapCommands.single(ref, version, entry(start, end)));
        batch = end + 1;
      }
    }
    addBatch(commands, version, batch, lines.length);
    return commands;
  }

  /** In a payload a key ends at the first blank, and a value begins after all blanks. */
  private boolean fitsPayload(int start, int end) {
    if (!(ref instanceof MapRef)) {
      return false;
    }
    int value = indexOf(' ', lines, start, end) + 1;
    return indexOf('\t', lines, start, value) == value
        && (value == end || (lines[value] != ' ' && lines[value] != '\t'));
  }

  private void addBatch(
      List<Command<String>> commands, Optional<Long> version, int start, int end) {
    if (start < end) {
      commands.add(MapCommands.batch(ref, version, Arrays.copyOfRange(lines, start, end)));
    }
  }

  /** Whether both are contents of the same map or ACL, with the same entries in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PatternContents that
        && ref.equals(that.ref)
        && Arrays.equals(lines, that.lines);
  }

  @Override
  public int hashCode() {
    return 31 * ref.hashCode() + Arrays.hashCode(lines);
  }

  /** How large they are, not the entries. */
  @Override
  public String toString() {
    return "contents of " + ref + ", " + lines.length + " bytes";
  }
}
