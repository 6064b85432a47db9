package org.haproxystats.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.haproxystats.admin.DynamicChange.ProcessResult;
import org.haproxystats.admin.DynamicChange.State;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backends that come and go in two processes, with the answers of HAProxy 3.5. */
@Timeout(30)
class DynamicBackendTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String HEADER =
      "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight"
          + " srv_iweight srv_time_since_last_change srv_check_status srv_check_result"
          + " srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id"
          + " srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr"
          + " srv_agent_port";
  private static final String SERVER =
      "\n3 new 1 one 192.0.2.1 2 0 1 1 5 1 0 1 0 0 0 0 - 80 - 0 0 - - 0";

  @TempDir private Path directory;

  /** What a process of HAProxy 3.5 says while it has these backends. */
  private FakeProcess start(String socket, Set<String> backends, String servers)
      throws IOException {
    return FakeProcess.start(
        directory.resolve(socket),
        "3.5.0",
        command -> {
          var name = command.substring(command.lastIndexOf(' ') + 1);
          if (command.equals("show backend")) {
            return "# name\n" + String.join("\n", backends);
          }
          if (command.equals("add backend new from site")) {
            backends.add("new");
            return "[6]: New backend registered.";
          }
          if (command.startsWith("del backend ")) {
            backends.remove(name);
            return "[6]: Server deleted.\nBackend deleted.";
          }
          if (command.startsWith("wait ")) {
            return "[6]: Done.";
          }
          if (command.startsWith("show servers state ")) {
            return HEADER + servers;
          }
          return command.startsWith("unpublish ")
              ? "[6]: Backend unpublished."
              : "[6]: Backend published.";
        });
  }

  private static Set<String> backends(String... names) {
    return new ConcurrentSkipListSet<>(List.of(names));
  }

  private static DynamicChange add(FakeProcess... processes) throws Exception {
    return new DynamicOperation(
            clients(processes),
            process -> DynamicBackend.toAdd(process, "new", BackendCommands.add("new", "site")))
        .add();
  }

  private static DynamicChange delete(FakeProcess... processes) throws Exception {
    return new DynamicOperation(
            clients(processes), process -> DynamicBackend.toDelete(process, "new", LIMIT))
        .delete();
  }

  private static List<RuntimeClient> clients(FakeProcess... processes) {
    return Stream.of(processes).map(FakeProcess::client).toList();
  }

  private static List<State> states(DynamicChange change) {
    return change.processes().stream().map(ProcessResult::state).toList();
  }

  @Test
  void aBackendTakesTrafficWhenAllProcessesHaveIt() throws Exception {
    var names = backends("app");
    try (var one = start("1", names, "");
        var two = start("2", backends("app"), "")) {
      assertThat(add(one, two).isDone()).isTrue();
      assertThat(names).containsExactly("app", "new");
      assertThat(one.commands())
          .containsExactly("show backend", "add backend new from site", "publish backend new");
    }
  }

  @Test
  void aBackendThatOneProcessHasAlreadyIsAddedNowhere() throws Exception {
    var names = backends("app");
    try (var one = start("1", names, "");
        var two = start("2", backends("app", "new"), "")) {
      var change = add(one, two);
      assertThat(states(change)).containsExactly(State.UNCHANGED, State.UNCHANGED);
      assertThat(change.processes().getFirst().reason()).isEmpty();
      assertThat(change.processes().getLast().reason().orElseThrow())
          .hasMessage("unix://%s/2: there is a backend new already".formatted(directory));
      assertThat(names).containsExactly("app");
      assertThat(one.commands()).doesNotContain("publish backend new").contains("del backend new");
      assertThat(two.commands()).containsExactly("show backend");
    }
  }

  @Test
  void aBackendIsUnpublishedEverywhereBeforeItIsDeletedAnywhere() throws Exception {
    var names = backends("app", "new");
    try (var one = start("1", names, "");
        var two = start("2", backends("new"), "")) {
      assertThat(delete(one, two).isDone()).isTrue();
      assertThat(names).containsExactly("app");
      assertThat(one.commands())
          .filteredOn(command -> !command.startsWith("wait "))
          .containsExactly(
              "show backend", "show servers state new", "unpublish backend new", "del backend new");
      assertThat(one.commands()).anyMatch(command -> command.endsWith("ms be-removable new"));
    }
  }

  @Test
  void aBackendWithServersIsLeftAsItIs() throws Exception {
    try (var one = start("1", backends("new"), "");
        var two = start("2", backends("new"), SERVER)) {
      var change = delete(one, two);
      assertThat(states(change)).containsExactly(State.UNCHANGED, State.UNCHANGED);
      assertThat(change.processes().getLast().reason().orElseThrow())
          .hasMessageEndingWith("/2: backend new still has servers (1): delete them first");
      assertThat(one.commands()).noneMatch(command -> command.startsWith("unpublish"));
    }
  }

  @Test
  void whatCannotBeDeletedIsLeftUnpublishedAndToldSo() throws Exception {
    try (var one = start("1", backends("new"), "");
        var two =
            FakeProcess.start(
                directory.resolve("2"),
                "3.5.0",
                command ->
                    switch (command.split(" ", 2)[0]) {
                      case "unpublish" -> "[6]: Backend unpublished.";
                      case "wait" -> "[3]: Failed. This proxy cannot be removed at runtime";
                      default -> command.equals("show backend") ? "# name\nnew" : HEADER;
                    })) {
      var change = delete(one, two);
      assertThat(states(change)).containsExactly(State.PARTLY, State.PARTLY);
      assertThat(change.in(State.PARTLY)).hasSize(2);
      assertThat(change.processes().getLast().reason().orElseThrow())
          .hasMessageEndingWith(
              "backend new cannot be deleted: This proxy cannot be removed at runtime");
      assertThat(one.commands()).noneMatch(command -> command.startsWith("del "));
    }
  }

  @Test
  void aVersionWithoutDynamicBackendsIsToldWhatItLacks() throws Exception {
    try (var one = FakeProcess.start(directory.resolve("1"), "3.2.0", _ -> "# name\nnew")) {
      for (var change : List.of(add(one), delete(one))) {
        assertThat(states(change)).containsExactly(State.UNCHANGED);
      }
      assertThat(delete(one).processes().getFirst().reason().orElseThrow())
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContaining("it came with 3.4");
    }
  }
}
