package org.haproxystats.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.server.ServerState.AdminFlag;
import org.haproxystats.runtime.server.ServerState.CheckFlag;
import org.haproxystats.runtime.server.ServerState.CheckResult;
import org.haproxystats.runtime.server.ServerState.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerViewsTest {
  private static final String OLD_COLUMNS =
      "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight"
          + " srv_iweight srv_time_since_last_change srv_check_status srv_check_result"
          + " srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id"
          + " srv_fqdn srv_port srvrecord";

  @Test
  void everyColumnOfAServersStateIsDecoded() throws Exception {
    var states =
        RecordedAnswer.read(
            ServerViews.states(),
            OLD_COLUMNS
                + " srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port"
                + " srv_new\n"
                + "4 app 5 told 192.0.2.5 3 105 2 10 56 15 4 3 6 22 0 0 told.example 8005"
                + " _http._tcp.example 1 88 192.0.2.9 192.0.2.10 1234 x\n\n");

    assertThat(states).hasSize(1);
    var state = states.getFirst();
    assertThat(state.name()).isEqualTo(new ServerName("app", "told"));
    assertThat(state.backendId()).isEqualTo(4);
    assertThat(state.serverId()).isEqualTo(5);
    assertThat(state.address()).contains("192.0.2.5");
    assertThat(state.port()).hasValue(8005);
    assertThat(state.operation()).isEqualTo(Operation.SOFT_STOPPING);
    assertThat(state.admin())
        .containsExactly(
            AdminFlag.FORCED_MAINTENANCE,
            AdminFlag.FORCED_DRAIN,
            AdminFlag.UNRESOLVED,
            AdminFlag.FQDN_CHANGED);
    assertThat(state.weight()).isEqualTo(new ServerWeight(2, 10));
    assertThat(state.sinceChange()).isEqualTo(Duration.ofSeconds(56));
    assertThat(state.check().status()).isEqualTo(15);
    assertThat(state.check().result()).isEqualTo(CheckResult.CONDITIONAL);
    assertThat(state.check().health()).isEqualTo(3);
    assertThat(state.check().flags()).containsExactly(CheckFlag.CONFIGURED, CheckFlag.ENABLED);
    assertThat(state.check().address()).contains("192.0.2.9");
    assertThat(state.check().port()).hasValue(88);
    assertThat(state.agent().flags()).containsExactly(CheckFlag.CONFIGURED, CheckFlag.ENABLED);
    assertThat(state.agent().address()).contains("192.0.2.10");
    assertThat(state.agent().port()).hasValue(1234);
    assertThat(state.fqdn()).contains("told.example");
    assertThat(state.srvRecord()).contains("_http._tcp.example");
    assertThat(state.ssl()).contains(true);
    assertThat(state.columns()).containsEntry("srv_new", "x").hasSize(26);
  }

  @Test
  void columnsThatAnOlderVersionDoesNotHaveAreEmpty() throws Exception {
    var state =
        RecordedAnswer.read(
                ServerViews.states(),
                OLD_COLUMNS + "\n4 app 7 local - 2 0 1 1 50 1 0 2 0 0 0 0 - 0 -\n\n")
            .getFirst();

    assertThat(state.address()).isEmpty();
    assertThat(state.port()).isEmpty();
    assertThat(state.admin()).isEmpty();
    assertThat(state.fqdn()).isEmpty();
    assertThat(state.srvRecord()).isEmpty();
    assertThat(state.ssl()).isEmpty();
    assertThat(state.check().address()).isEmpty();
    assertThat(state.agent().port()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4 app 7 local - 2 0 1 1 50 1 0 2 0 0 0 0 - 0",
        "4 app 7 local - 2 0 1 1 50 1 0 2 0 0 0 0 - 0 - 1",
        "4 app 7 local - 9 0 1 1 50 1 0 2 0 0 0 0 - 0 -",
        "4 app 7 local - x 0 1 1 50 1 0 2 0 0 0 0 - 0 -",
        "Something else."
      })
  void aRowThatDoesNotFitItsHeaderIsAFailureThatShowsIt(String row) {
    assertThatThrownBy(
            () -> RecordedAnswer.read(ServerViews.states(), OLD_COLUMNS + "\n" + row + "\n\n"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "1\n\n", "Something else.\n\n", "[3]: Can't find backend.\n\n"})
  void anAnswerWithoutAHeaderIsAFailure(String answer) {
    assertThatThrownBy(() -> RecordedAnswer.read(ServerViews.states("app"), answer))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void theConnectionsOfAServerAreReadWithThoseOfItsThreadsIfThereAreAny() throws Exception {
    var connections =
        RecordedAnswer.read(
            ServerViews.connections(),
            """
            # bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb \
            safe_nb idle_lim idle_cur idle_per_thr[2]
            app/one 4/1 192.0.2.1 8001 - 5000 1 2 3 4 5 6 7 8 9
            app/new3 4/11 - 80 - 0 0 0 0 0 0 -1 0

            """);

    var one = connections.getFirst();
    assertThat(one.name()).isEqualTo(new ServerName("app", "one"));
    assertThat(one.address()).contains("192.0.2.1");
    assertThat(one.port()).hasValue(8001);
    assertThat(one.purgeDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(List.of(one.used(), one.usedMax(), one.needed(), one.unsafe(), one.safe()))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(one.idleLimit()).hasValue(6);
    assertThat(one.idle()).isEqualTo(7);
    assertThat(one.idlePerThread()).containsExactly(8, 9);
    assertThat(one.columns()).containsEntry("bkid/svid", "4/1");
    var added = connections.getLast();
    assertThat(added.address()).isEmpty();
    assertThat(added.idleLimit()).isEmpty();
    assertThat(added.idlePerThread()).isEmpty();
  }
}
