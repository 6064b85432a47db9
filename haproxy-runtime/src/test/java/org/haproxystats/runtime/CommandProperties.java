package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an argument is, HAProxy reads it as one word of one command, or it is refused. */
class CommandProperties {

  @Provide
  Arbitrary<HaproxyVersion> versions() {
    return Arbitraries.of("1.5", "1.9", "2.2", "2.8", "2.9", "3.0", "3.2", "3.4")
        .map(HaproxyVersion::parse);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars(";\\ \t<>#@*-\"'\n\r\0ab").ofMaxLength(12),
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.of("<<", "<<X", "a<<", ";show info", "\\", "a\\", "\\;", "-", "#0x1", "@1"));
  }

  @Property(tries = 3000)
  void everyArgumentArrivesAsOneWordOrIsRefused(
      @ForAll("values") String first,
      @ForAll("values") String second,
      @ForAll("versions") HaproxyVersion version) {
    Command.Request request;
    try {
      request =
          Command.named("set map")
              .argument(first)
              .argument(second)
              .succeeds(Success.silent())
              .requests(version)
              .getFirst();
    } catch (UnsendableValueException e) {
      assertThat(e)
          .hasMessageStartingWith(shownStart(String.valueOf(e.getMessage()), first, second));
      return;
    }
    assertThat(request.payload()).isEmpty();
    var read = HaproxyParser.of(version).read(sent(request));
    assertThat(read.commands()).containsExactly(List.of("set", "map", first, second));
    assertThat(read.awaitsPayload()).isFalse();
  }

  /** What HAProxy gets, read as it comes. */
  private static String sent(Command.Request request) {
    var bytes = new ByteArrayOutputStream();
    request.writeTo(bytes, new Endpoint.Unix(Path.of("/s")), List.of());
    return bytes.toString(UTF_8);
  }

  /** The message begins with the value at fault. */
  private static String shownStart(String message, String... values) {
    return Stream.of(values)
        .map(value -> value.isEmpty() ? "an empty value" : Words.quoted(value))
        .filter(message::startsWith)
        .findFirst()
        .orElse("one of the values");
  }

  @Property
  void everyPayloadArrivesWithAllItsLinesOrIsRefused(
      @ForAll List<String> texts,
      @ForAll("values") String more,
      @ForAll("versions") HaproxyVersion version) {
    var lines = new ArrayList<>(texts);
    lines.add(more);
    lines.add("END0");
    List<Command.Request> requests;
    try {
      requests =
          Command.named("add map")
              .argument("/a.map")
              .payload(Payload.batches(lines))
              .succeeds(Success.silent())
              .requests(version);
    } catch (UnsendableValueException e) {
      assertThat(lines)
          .anyMatch(
              line ->
                  line.isEmpty()
                      || line.indexOf('\n') >= 0
                      || line.indexOf('\r') >= 0
                      || line.indexOf(0) >= 0
                      || !Words.isUnicode(line));
      return;
    }
    var arrived = new ArrayList<String>();
    for (var request : requests) {
      var read = HaproxyParser.of(version).read(sent(request));
      assertThat(read.commands()).containsExactly(List.of("add", "map", "/a.map"));
      assertThat(read.rest()).isEmpty();
      arrived.addAll(read.payload());
    }
    assertThat(arrived).isEqualTo(lines);
  }

  @Example
  void moreWordsThanHaproxyReadsAreRefused() {
    var command = Command.named("set map");
    for (int i = 3; i <= 64; i++) {
      command.argument("word");
    }
    assertThat(command.succeeds(Success.silent()).isRepeatable()).isFalse();
    assertThatThrownBy(() -> command.argument("word").succeeds(Success.silent()))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageContaining("64 words");
  }

  @Property
  void nothingButSmallWordsCanBeACommandsName(@ForAll("values") String name) {
    if (!name.matches("[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)*")) {
      assertThatThrownBy(() -> Command.named(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
