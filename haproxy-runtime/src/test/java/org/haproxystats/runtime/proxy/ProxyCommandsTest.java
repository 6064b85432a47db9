package org.haproxystats.runtime.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.UnsendableValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real HAProxys of other versions answer; the rest is tested with those at hand. */
class ProxyCommandsTest {

  @Test
  void aCommandIsWrittenAsHaproxyReadsIt() {
    assertThat(FrontendCommands.setMaxconn("web", 10)).hasToString("set maxconn frontend web 10");
    assertThat(BackendCommands.add("new", "base")).hasToString("add backend new from base");
    assertThat(BackendCommands.add("new", "base", ProxyMode.TCP, "g 1"))
        .hasToString("add backend new from base mode tcp guid g\\ 1");
    assertThat(BackendCommands.setDynamicCookieKey("app", "hush"))
        .hasToString("set dynamic-cookie-key backend app ***");
  }

  @Test
  void aNameThatHaproxyTakesForAnIdIsRefused() {
    assertThatThrownBy(() -> FrontendCommands.disable("#1"))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageContaining("'#1' is no name");
    assertThatThrownBy(() -> BackendCommands.delete("#1"))
        .isInstanceOf(UnsendableValueException.class);
  }

  @Test
  void aLimitBelowZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrontendCommands.setMaxconn("web", -1))
        .withMessage("maxconn is -1, but must be 0 or more");
  }

  @Test
  void oldWordsForAFrontendThatIsSoAlreadyAreUnderstood() throws Exception {
    assertThat(read(FrontendCommands.disable("web"), "[5]: Frontend is already disabled.\n\n"))
        .isEqualTo(Change.NOT_NEEDED);
    assertThat(read(FrontendCommands.enable("web"), "[5]: All sockets are already enabled.\n\n"))
        .isEqualTo(Change.NOT_NEEDED);
    assertThat(read(FrontendCommands.enable("web"), "\n")).isEqualTo(Change.MADE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[3]: Failed to pause frontend, check logs for precise cause.",
        "[5]: Frontend was previously shut down, cannot disable.",
        "[3]: No such frontend.",
        "[5]: Something new."
      })
  void anyOtherAnswerIsAFailure(String answer) {
    assertThatThrownBy(() -> read(FrontendCommands.disable("web"), answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void backendsThatComeAndGoAreToldByTheLastLine() throws Exception {
    assertThat(
            read(
                BackendCommands.add("new", "base"),
                "[5]: New backend registered (no support for dynamic servers: x).\n\n"))
        .contains("no support for dynamic servers");
    assertThat(read(BackendCommands.publish("new"), "[5]: Backend published.\n\n"))
        .isEqualTo("Backend published.");
    assertThat(read(BackendCommands.unpublish("new"), "[5]: Backend unpublished.\n\n"))
        .isEqualTo("Backend unpublished.");
    assertThat(read(BackendCommands.delete("new"), "[5]: Server deleted.\nBackend deleted.\n\n"))
        .endsWith("Backend deleted.");
    assertThat(read(BackendCommands.defaults(), "base\nother\n\n"))
        .containsExactly("base", "other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cannot delete a listen section.",
        "Backend must be unpublished prior to its deletion.",
        "Only a backend without server can be deleted.",
        "Can't find backend.",
        "Backend deleted.\nThis proxy cannot be removed at runtime."
      })
  void aBackendThatMustStayIsAFailure(String answer) {
    assertThatThrownBy(() -> read(BackendCommands.delete("new"), "[3]: " + answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
    assertThatThrownBy(
            () ->
                RecordedAnswer.readWithoutSeverity(BackendCommands.delete("new"), answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void aBackendWithSessionsIsBusy() {
    assertThatThrownBy(
            () ->
                read(
                    BackendCommands.delete("new"),
                    "[3]: Backend still has attached streams on it.\n\n"))
        .isInstanceOfSatisfying(
            CommandFailedException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.BUSY));
  }

  private static <T> T read(Command<T> command, String answer) throws Exception {
    return RecordedAnswer.read(command, answer);
  }
}
