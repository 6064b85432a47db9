package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.haproxystats.runtime.EndpointException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With what real HAProxys answered to commands in a row. */
class PipelineTest {
  private static final Endpoint ENDPOINT = new Endpoint.Unix(Path.of("/s"));
  private static final List<Command<String>> COMMANDS =
      List.of(
          adding().argument("b").argument("1").succeeds(Success.silent()),
          adding().payload(Payload.batches(List.of("c 1", "d 2"))).succeeds(Success.silent()),
          adding().payload(Payload.batches(List.of("e 1", "f 2"))).succeeds(Success.silent()),
          adding().argument("h").argument("8").succeeds(Success.silent()));

  private static Command.Builder adding() {
    return Command.named("add map").argument("/m");
  }

  private static Pipeline pipeline(String version) {
    return Pipeline.of(ENDPOINT, COMMANDS, HaproxyVersion.parse(version));
  }

  private static void check(String answer) throws Exception {
    pipeline("2.6.0").check(answer.getBytes(UTF_8));
  }

  private static String sent(Pipeline pipeline) {
    var sent = new StringBuilder();
    pipeline.portions().forEachRemaining(portion -> sent.append(UTF_8.decode(portion)));
    return sent.toString();
  }

  @Test
  void allCommandsAreSentInARowBetweenAPromptAndAQuit() {
    assertThat(sent(pipeline("2.6.0")))
        .isEqualTo(
            """
            prompt
            add map /m b 1
            add map /m <<
            c 1
            d 2

            add map /m <<
            e 1
            f 2

            add map /m h 8
            quit
            """);
    assertThat(sent(pipeline("3.2.0"))).contains("add map /m <<END0\nc 1\nd 2\nEND0\nadd");
  }

  @Test
  void muchIsSentInPortionsOfWholeRequests() {
    var commands =
        IntStream.range(0, 10_000)
            .mapToObj(i -> adding().argument("key" + i).argument("v").succeeds(Success.silent()))
            .toList();
    var pipeline = Pipeline.of(ENDPOINT, commands, HaproxyVersion.parse("3.2.0"));
    var portions = new ArrayList<String>();
    pipeline.portions().forEachRemaining(portion -> portions.add(UTF_8.decode(portion).toString()));
    assertThat(portions)
        .hasSizeGreaterThan(2)
        .allSatisfy(portion -> assertThat(portion).endsWith("\n").hasSizeLessThan(70_000));
    assertThat(String.join("", portions))
        .startsWith("prompt\nadd map /m key0 v\nadd map /m key1 v\n")
        .endsWith("add map /m key9999 v\nquit\n")
        .hasLineCount(10_002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n> \n> + + + \n> + + + \n> \n> ", "\n> \n> \n> \n> \n> "})
  void promptsAloneMeanThatAllIsWell(String answer) throws Exception {
    check(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n> \n> + + + \n> + + + + unable to parse '2x'.\n\n> \n> ",
        "\n> \n> \n> unable to parse '2x'.\n\n> \n> ",
        "\n> \n> \n> unable to parse '2x'.\n"
      })
  void anythingElseIsTheFailureOfTheCommandWhoseTurnItIs(String answer) {
    var failure = catchThrowableOfType(CommandFailedException.class, () -> check(answer));
    assertThat(failure.answer()).isEqualTo("unable to parse '2x'.");
    assertThat(failure.command()).isEqualTo(COMMANDS.get(2).toString());
  }

  @Test
  void anAnswerWithTooFewPromptsWasCutShort() {
    var failure = catchThrowableOfType(EndpointException.class, () -> check("\n> \n> + + "));
    assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
    assertThat(failure).hasMessageContaining("1 of 4");
  }

  @Test
  void aCommandWithAnAnswerCannotBeInARow() {
    var command = Command.named("del server").argument("b/s").succeeds(Success.line("Deleted"));
    assertThatThrownBy(() -> Pipeline.of(ENDPOINT, List.of(command), HaproxyVersion.parse("3.2.0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("del server b/s");
  }
}
