package org.haproxystats.runtime.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
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
  private static final int FIRST_BYTES = 64 * 1024;

  private final PatternRef ref;

  /** {@code key value} or {@code pattern}, each with a line feed at its end. */
  private final byte[] lines;

  /** How many bytes of {@code lines} they are. */
  private final int length;

  /** What has to be sent for them; null as long as nobody is expected to. */
  private final @Nullable List<Addition> additions;

  /** What one command can add. */
  private sealed interface Addition {
    /** Lines of a payload. */
    record Batch(Payload lines) implements Addition {}

    /** An entry that no payload can carry. */
    record Single(PatternEntry entry) implements Addition {}
  }

  private PatternContents(PatternRef ref, byte[] lines, int length, boolean isToBeSent) {
    this.ref = ref;
    this.lines = lines;
    this.length = length;
    additions = isToBeSent ? additions() : null;
  }

  /**
   * Puts contents together.
   *
   * @param ref the map or the ACL that the entries are for
   * @param entries in the order in which they are to be added; the values of an ACL's are empty
   * @return the contents, ready to be sent
   * @throws UnsendableValueException if an entry cannot be sent, or HAProxy could not tell its key
   *     from its value when it shows it: if the key of a map has a blank in it, or the pattern of
   *     an ACL a value
   */
  public static PatternContents of(PatternRef ref, List<PatternEntry> entries) {
    var text = new StringBuilder();
    for (var entry : entries) {
      check(ref, entry);
      text.append(Payload.checkedLine(entry.key()));
      if (ref instanceof MapRef) {
        text.append(' ').append(Payload.checkedLine(entry.value()));
      }
      text.append('\n');
    }
    var lines = text.toString().getBytes(UTF_8);
    return new PatternContents(ref, lines, lines.length, true);
  }

  private static void check(PatternRef ref, PatternEntry entry) {
    if (entry.key().isEmpty()) {
      throw new UnsendableValueException("an empty key or pattern cannot be sent");
    }
    switch (ref) {
      case MapRef _ when hasBlank(entry.key()) ->
          throw new UnsendableValueException(
              "the key '%s' has a blank in it: 'show map' does not tell where such a key ends"
                  .formatted(entry.key()));
      case AclRef _ when !entry.value().isEmpty() ->
          throw new UnsendableValueException(
              "the pattern '%s' has a value, which an ACL has no place for".formatted(entry.key()));
      case MapRef _, AclRef _ -> {}
    }
  }

  static boolean hasBlank(String key) {
    return key.indexOf(' ') >= 0 || key.indexOf('\t') >= 0;
  }

  /** Takes what HAProxy shows. */
  static PatternContents read(PatternRef ref, Reply reply) throws IOException {
    var lines = new Lines();
    forEachShown(ref, reply, lines::add);
    return new PatternContents(ref, lines.bytes, lines.length, false);
  }

  /** Whether HAProxy shows these contents and no others; takes no memory for what it shows. */
  boolean areShown(Reply reply) throws IOException {
    var comparison = new Comparison();
    forEachShown(ref, reply, comparison::add);
    return comparison.isAlike && comparison.at == length;
  }

  /** An entry as HAProxy shows it, somewhere in bytes. */
  private interface ShownEntry {
    /**
     * @param lacksValue an empty value may be away, and the blank before it as well
     */
    void take(byte[] bytes, int start, int end, boolean lacksValue);
  }

  /** Passes over the place in its memory that HAProxy begins each line with. */
  private static void forEachShown(PatternRef ref, Reply reply, ShownEntry taker)
      throws IOException {
    reply.forEachEncodedLine(
        (bytes, start, end) -> {
          int key = indexOf(' ', bytes, start, end) + 1;
          if (key > end || bytes[start] != '0' || bytes[start + 1] != 'x') {
            throw reply.failed(new String(bytes, start, end - start, UTF_8));
          }
          boolean hasBlank = indexOf(' ', bytes, key, end) < end;
          taker.take(bytes, key, end, ref instanceof MapRef && !hasBlank);
        });
  }

  /** Grows with what is added. */
  private static final class Lines {
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    void add(byte[] from, int start, int end, boolean lacksValue) {
      int count = end - start;
      if (length + count + 2 > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (length + count + 2));
      }
      System.arraycopy(from, start, bytes, length, count);
      length += count;
      if (lacksValue) {
        bytes[length++] = ' ';
      }
      bytes[length++] = '\n';
    }
  }

  /** Goes along the lines with what is shown. */
  private final class Comparison {
    private boolean isAlike = true;
    private int at;

    void add(byte[] shown, int start, int end, boolean lacksValue) {
      int textEnd = at + (end - start);
      int lineEnd = lacksValue ? textEnd + 1 : textEnd;
      isAlike =
          isAlike
              && lineEnd < length
              && Arrays.equals(lines, at, textEnd, shown, start, end)
              && (!lacksValue || lines[textEnd] == ' ')
              && lines[lineEnd] == '\n';
      at = lineEnd + 1;
    }
  }

  /** The first place from {@code from} on; {@code to} if there is none. */
  private static int indexOf(char octet, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != octet) {
      at++;
    }
    return at;
  }

  /**
   * {@return the entries in their order, each made anew} They take far more memory than the
   * contents.
   */
  public List<PatternEntry> entries() {
    var entries = new ArrayList<PatternEntry>();
    int end;
    for (int start = 0; start < length; start = end + 1) {
      end = indexOf('\n', lines, start, length);
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

  PatternRef ref() {
    return ref;
  }

  /** The commands that add all entries. */
  List<Command<String>> adding(Optional<Long> version) {
    return (additions == null ? additions() : additions)
        .stream()
            .map(
                addition ->
                    switch (addition) {
                      case Addition.Batch(var batch) -> MapCommands.batch(ref, version, batch);
                      case Addition.Single(var entry) -> MapCommands.single(ref, version, entry);
                    })
            .toList();
  }

  /** Entries in payloads where one can carry them, others alone. */
  private List<Addition> additions() {
    var all = new ArrayList<Addition>();
    int batch = 0;
    int end;
    for (int start = 0; start < length; start = end + 1) {
      end = indexOf('\n', lines, start, length);
      if (!fitsPayload(start, end)) {
        addBatch(all, batch, start);
        all.add(new Addition.Single(entry(start, end)));
        batch = end + 1;
      }
    }
    addBatch(all, batch, length);
    return all;
  }

  private void addBatch(List<Addition> all, int start, int end) {
    if (start < end) {
      all.add(new Addition.Batch(Payload.batches(lines, start, end)));
    }
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

  /** Whether both are contents of the same map or ACL, with the same entries in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PatternContents that
        && ref.equals(that.ref)
        && Arrays.equals(lines, 0, length, that.lines, 0, that.length);
  }

  @Override
  public int hashCode() {
    return 31 * ref.hashCode() + ByteBuffer.wrap(lines, 0, length).hashCode();
  }

  /** How large they are, not the entries. */
  @Override
  public String toString() {
    return "contents of " + ref + ", " + length + " bytes";
  }
}
