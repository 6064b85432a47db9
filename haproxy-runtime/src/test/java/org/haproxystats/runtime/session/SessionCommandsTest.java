package org.haproxystats.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.session.CapturedErrors.Side;
import org.junit.jupiter.api.Test;

class SessionCommandsTest {
  private static final String HAPROXY_2_2 =
      """
      0x55dc80569680: proto=unix_stream src=unix:1 fe=web be=app srv=one ts=00 age=1m4s calls=2 rate=0 cpu=0 lat=0 rq[f=69840080h,i=0,an=48000h,rx=,wx=,ax=] rp[f=a0400000h,i=0,an=33400000h,rx=56s,wx=,ax=] s0=[8,10008h,fd=14,ex=] s1=[8,200118h,fd=15,ex=] exp=56s

      """;
  private static final String HAPROXY_3_2 =
      """
      0x7f88b8d35400: proto=tcpv4 src=10.0.0.1:4321 fe=GLOBAL be=<NONE> srv=<none> ts=00 epoch=0 age=0s calls=1 rate=0 cpu=0 lat=0 rq[f=10848000h,i=0,an=00h,ax=] rp[f=80008000h,i=0,an=00h,ax=] scf=[8,0h,fd=16,rex=10s,wex=] scb=[8,1h,fd=-1,rex=,wex=] exp=10s rc=0 c_exp=

      """;

  private static final String ERRORS =
      """
      Total events captured on [21/Nov/2026:07:53:37.126] : 7
      \s
      [21/Nov/2026:07:53:32.400] frontend web (#2): invalid request
        backend <NONE> (#-1), server <NONE> (#-1), event #0, src unix:0
        len 30, wraps at 16336, error at position 5
       \s
        00000  GET /\\x01 x HTTP/1.1\\r\\n
      \s
      [01/Jan/2026:00:00:00.001] backend app (#3): invalid response
        backend app (#3), server one (#1), event #6, src unix:0

      """;

  @Test
  void aSessionIsReadWithAllThatHaproxySays() throws Exception {
    var session = RecordedAnswer.read(SessionCommands.list(), HAPROXY_2_2).getFirst();
    assertThat(session.pointer()).isEqualTo("0x55dc80569680");
    assertThat(session.protocol()).isEqualTo("unix_stream");
    assertThat(session.source()).isEqualTo("unix:1");
    assertThat(session.frontend()).isEqualTo("web");
    assertThat(session.backend()).hasValue("app");
    assertThat(session.server()).hasValue("one");
    assertThat(session.age()).hasValue(Duration.ofSeconds(64));
    assertThat(session.fields())
        .containsEntry("rq", "[f=69840080h,i=0,an=48000h,rx=,wx=,ax=]")
        .containsEntry("s0", "[8,10008h,fd=14,ex=]")
        .containsEntry("exp", "56s");
  }

  @Test
  void whatASessionDoesNotHaveIsEmpty() throws Exception {
    var session = RecordedAnswer.read(SessionCommands.list(), HAPROXY_3_2).getFirst();
    assertThat(session.source()).isEqualTo("10.0.0.1:4321");
    assertThat(session.backend()).isEmpty();
    assertThat(session.server()).isEqualTo(Optional.empty());
    assertThat(session.age()).hasValue(Duration.ZERO);
    assertThat(session.fields()).containsEntry("c_exp", "").containsEntry("be", "<NONE>");
  }

  @Test
  void aSessionThatHaproxyItselfHasBegunHasNoFrontend() throws Exception {
    var peer =
        "0x7f03a2370c00: proto=? ts=00 epoch=0 age=20s calls=8 rate=0 cpu=0 lat=4146"
            + " rq[f=848101h,i=0,an=00h,ax=] rp[f=80048101h,i=0,an=00h,ax=] scf=[8,40h,fd=-1,rex=3s,wex=]"
            + " scb=[8,449h,fd=16,rex=3s,wex=] exp=0s rc=0 c_exp=\n\n";
    var session = RecordedAnswer.read(SessionCommands.list(), peer).getFirst();
    assertThat(session.frontend()).isEmpty();
    assertThat(session.source()).isEmpty();
    assertThat(session.age()).hasValue(Duration.ofSeconds(20));
  }

  @Test
  void aLineThatIsNoSessionIsAFailure() {
    for (var line : List.of("0x1: fe=web what", "0x1: be=app", "Session not found.")) {
      assertThatThrownBy(() -> RecordedAnswer.read(SessionCommands.list(), line + "\n\n"))
          .isInstanceOf(CommandFailedException.class);
      assertThatThrownBy(
              () -> RecordedAnswer.read(SessionCommands.details(), "  flags\n" + line + "\n\n"))
          .isInstanceOf(CommandFailedException.class);
    }
  }

  @Test
  void detailsAreKeptBySession() throws Exception {
    assertThat(
            RecordedAnswer.read(
                SessionCommands.details(),
                """

                0x55dc80569680: [21/Nov/2026:07:53:32.400500] id=0 proto=unix_stream source=unix:1
                  flags=0xc4e, conn_retries=3
                      fd=14
                0x7f7be80293c0: [21/Nov/2026:07:54:08.057384] id=29 proto=unix_stream source=unix:1
                  flags=0x8

                """))
        .containsExactly(
            new SessionDetails(
                "0x55dc80569680",
                """
                0x55dc80569680: [21/Nov/2026:07:53:32.400500] id=0 proto=unix_stream source=unix:1
                  flags=0xc4e, conn_retries=3
                      fd=14"""),
            new SessionDetails(
                "0x7f7be80293c0",
                """
                0x7f7be80293c0: [21/Nov/2026:07:54:08.057384] id=29 proto=unix_stream source=unix:1
                  flags=0x8"""));
  }

  @Test
  void filtersAndPointersAreSentAsHaproxyTakesThem() {
    assertThat(SessionCommands.details(new SessionFilter.Older(Duration.ofMillis(2_500))))
        .hasToString("show sess older 2s");
    assertThat(SessionCommands.details(new SessionFilter.Suspicious()))
        .hasToString("show sess susp");
    assertThat(SessionCommands.details(new SessionFilter.OfFrontend("web")))
        .hasToString("show sess frontend web");
    assertThat(SessionCommands.details(new SessionFilter.OfBackend("app")))
        .hasToString("show sess backend app");
    assertThat(SessionCommands.details(new SessionFilter.OfServer(new ServerName("app", "one"))))
        .hasToString("show sess server app/one");
    assertThatThrownBy(() -> new SessionFilter.Older(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SessionCommands.details(new SessionFilter.OfBackend("#3")))
        .isInstanceOf(UnsendableValueException.class);
    for (var pointer : List.of("all", "0x", "0x1;x", "")) {
      assertThatThrownBy(() -> SessionCommands.details(pointer))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SessionCommands.shutdown(pointer))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> TrafficCommands.peers("dict"))
        .isInstanceOf(UnsendableValueException.class);
  }

  @Test
  void capturedErrorsAreReadWithTheirText() throws Exception {
    var captured = RecordedAnswer.read(TrafficCommands.errors(), ERRORS);
    assertThat(captured.total()).isEqualTo(7);
    var request = captured.errors().getFirst();
    assertThat(request.time()).isEqualTo(LocalDateTime.of(2026, 11, 21, 7, 53, 32, 400_000_000));
    assertThat(request.proxy()).isEqualTo("web");
    assertThat(request.side()).isEqualTo(Side.REQUEST);
    assertThat(request.text())
        .startsWith("[21/Nov/2026:07:53:32.400] frontend web (#2): invalid request\n  backend")
        .endsWith("  00000  GET /\\x01 x HTTP/1.1\\r\\n");
    assertThat(captured.errors().getLast().side()).isEqualTo(Side.RESPONSE);
    assertThat(captured.errors()).hasSize(2);
  }

  @Test
  void anAnswerThatTellsOfNoErrorsIsAFailure() {
    for (var answer :
        List.of(
            "[3]: No such proxy.\n\n",
            "\n",
            "Total events captured on [21/Nov/2026:07:53:37.126] : 1\nwhat\n\n",
            "Total events captured on [21/Nov/2026:07:53:37.126] : 1\n[yesterday] frontend web"
                + " (#2): invalid request\n\n")) {
      assertThatThrownBy(() -> RecordedAnswer.read(TrafficCommands.errors(), answer))
          .isInstanceOf(CommandFailedException.class);
    }
  }
}
