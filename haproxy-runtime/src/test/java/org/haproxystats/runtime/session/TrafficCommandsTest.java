package org.haproxystats.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.session.Cache.CachedObject;
import org.haproxystats.runtime.session.PeerSection.Peer;
import org.haproxystats.runtime.session.PeerSection.SharedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches, peers and QUIC connections as HAProxy's versions write them. */
class TrafficCommandsTest {
  private static final String PEERS_2_2 =
      """
      0x55fddfc917b0: [21/Nov/2026:12:12:17] id=second state=0 flags=0x3 resync_timeout=<PAST> task_calls=2
        0x55fddfc91860: id=me(local,inactive) addr=127.0.0.1:23224 last_status=NONE reconnect=<NEVER> confirm=0 tx_hbt=0 rx_hbt=0 no_hbt=0 new_conn=0 proto_err=0
              flags=0x0

      0x55fddfc8ca60: [21/Nov/2026:12:12:17] id=ring state=0 flags=0x3 resync_timeout=<PAST> task_calls=16
        0x55fddfc8f780: id=other(remote,active) addr=127.0.0.1:23222 last_status=ESTA reconnect=4s confirm=0 tx_hbt=1 rx_hbt=2 no_hbt=0 new_conn=1 proto_err=0
              flags=0x20000200 appctx:0x7fed64029780 st0=7 st1=0 task_calls=24 state=EST
              remote_table:0x55fddfc8a370 id=app local_id=2 remote_id=2
              last_local_table:0x55fddfc8a370 id=app local_id=2 remote_id=2
              shared tables:
                0x55fddfc8a370 local_id=2 remote_id=2 flags=0x0 remote_data=0x24
                    last_acked=0 last_pushed=12 last_get=0 teaching_origin=0 update=12
                    table:0x55fddfc97a90 id=app update=13 localupdate=13 commitupdate=12 syncing=0
              TX dictionary cache:
                  0 -> one
              RX dictionary cache:
                  0 -> -    1 -> -    2 -> -    3 -> -
                0x55fddfc8a1d0 local_id=1 remote_id=1 flags=0x0 remote_data=0x5
                    last_acked=0 last_pushed=0 last_get=0 teaching_origin=0 update=0
                    table:0x55fddfc915c0 id=ring/inring update=0 localupdate=0 commitupdate=0 syncing=0
              TX dictionary cache:
              RX dictionary cache:
                  0 -> -    1 -> -    2 -> -    3 -> -

      """;
  private static final String PEERS_3_2 =
      """
      0x7f78bf66e000: [19/Feb/1970:17:02:27] id=ring disabled=0 flags=0x28100001 resync_timeout=2s task_calls=15
        0x7f78c14695c0: id=dead(remote,active) addr=127.0.0.1:23323 app_state=STOPPED learn_state=NOTASSIGNED last_status=CONN last_hdshk=2s
              reconnect=2s heartbeat=<NEVER> confirm=0 tx_hbt=0 rx_hbt=0 no_hbt=0 new_conn=1 proto_err=0 coll=0
              flags=0x0 appctx:0x7f78bf669280 st0=6 st1=0 task_calls=2 state=TAR
        0x7f78c1469500: id=other(remote,active) addr=127.0.0.1:23322 app_state=RUNNING learn_state=NOTASSIGNED last_status=ESTA last_hdshk=2s
              reconnect=4s heartbeat=2s confirm=0 tx_hbt=0 rx_hbt=0 no_hbt=0 new_conn=1 proto_err=0 coll=1
              flags=0x100028 appctx:0x7f78bf7e0c80 st0=7 st1=0 task_calls=25 state=EST
              xprt=RAW src=127.0.0.1:40326 addr=127.0.0.1:23321
              shared tables:
                0x7f78bf7a1a80 local_id=2 remote_id=2 flags=0x0 remote_data=0x24
                    last_acked=0 last_pushed=11 last_get=0 teaching_origin=0 update=11
                    table:0x7f78bf678e00 id=app update=11 localupdate=11 commitupdate=11 refcnt=1
              Dictionary cache not dumped (use "show peers dict")

      """;

  @Test
  void cachesAreReadWithWhatTheyHold() throws Exception {
    var caches =
        RecordedAnswer.read(
            TrafficCommands.cache(),
            """
            0x7fed6a73b03a: small (shctx:0x7fed6a73b000, available blocks:4093)
            0x7fed6a73b4f0 hash:1366892104 size:223 (1 blocks), refcount:0, expire:49
            0x7f1269acd4f8 hash:4294967295 vary:0x0001000000000000 size:2690 (3 blocks), refcount:2, expire:-1
            0x7fed6a30a03a: big (shctx:0x7fed6a30a000, available blocks:4096)

            """);
    assertThat(caches)
        .extracting(Cache::name, Cache::availableBlocks, cache -> cache.objects().size())
        .containsExactly(tuple("small", 4093L, 2), tuple("big", 4096L, 0));
    assertThat(caches.getFirst().objects())
        .extracting(
            CachedObject::hash,
            CachedObject::bytes,
            CachedObject::references,
            CachedObject::expiresIn)
        .containsExactly(
            tuple(1_366_892_104L, 223L, 0, Duration.ofSeconds(49)),
            tuple(4_294_967_295L, 2690L, 2, Duration.ofSeconds(-1)));
    assertThat(caches.getFirst().objects().get(1).fields())
        .containsEntry("vary", "0x0001000000000000")
        .containsEntry("blocks", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "something else",
        "0x7fed6a73b4f0 hash:1366892104 size:223 (1 blocks), refcount:0, expire:49",
        "0x1: a (shctx:0x1, available blocks:4)\n0x2 hash:1 size:x (1 blocks), refcount:0, expire:4",
        "0x1: a (shctx:0x1, available blocks:4)\n0x2 hash:1 size:3, refcount:0"
      })
  void whatIsNoCacheIsAFailure(String answer) {
    assertThatThrownBy(() -> RecordedAnswer.read(TrafficCommands.cache(), answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void peersAreReadWithTheTablesThatTheyShare() throws Exception {
    var sections = RecordedAnswer.read(TrafficCommands.peers(), PEERS_2_2);
    assertThat(sections).extracting(PeerSection::name).containsExactly("second", "ring");
    assertThat(sections.getFirst().peers())
        .extracting(Peer::name, Peer::isLocal, Peer::isConnected, Peer::status, Peer::address)
        .containsExactly(tuple("me", true, false, "NONE", "127.0.0.1:23224"));
    var ring = sections.get(1);
    assertThat(ring.fields()).containsEntry("resync_timeout", "<PAST>");
    assertThat(ring.text()).startsWith("0x55fddfc8ca60: [").contains("0 -> one");
    var other = ring.peers().getFirst();
    assertThat(other.isLocal()).isFalse();
    assertThat(other.isConnected()).isTrue();
    assertThat(other.fields()).containsEntry("new_conn", "1").containsEntry("state", "EST");
    assertThat(other.tables()).extracting(SharedTable::name).containsExactly("app", "ring/inring");
    assertThat(other.tables().getFirst().exchange())
        .containsEntry("last_pushed", "12")
        .containsEntry("update", "12");
    assertThat(other.tables().getFirst().table())
        .containsEntry("update", "13")
        .containsEntry("syncing", "0");
  }

  @Test
  void whatNewerVersionsSayOfPeersIsKept() throws Exception {
    var ring = RecordedAnswer.read(TrafficCommands.peers("ring"), PEERS_3_2).getFirst();
    assertThat(ring.peers())
        .extracting(Peer::name, Peer::status, Peer::address, peer -> peer.tables().size())
        .containsExactly(
            tuple("dead", "CONN", "127.0.0.1:23323", 0),
            tuple("other", "ESTA", "127.0.0.1:23322", 1));
    assertThat(ring.peers().get(1).fields())
        .containsEntry("app_state", "RUNNING")
        .containsEntry("src", "127.0.0.1:40326");
    assertThat(ring.peers().get(1).tables().getFirst().table()).containsEntry("refcnt", "1");
  }

  @Test
  void withoutPeersThereIsNoSection() throws Exception {
    assertThat(RecordedAnswer.read(TrafficCommands.peers(), "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "something else",
        "  0x55fddfc91860: id=me(local,inactive) addr=127.0.0.1:23224",
        "0x1: [now] id=ring flags=0x3\n        flags=0x0",
        "0x1: [now] id=ring flags=0x3\n  0x2: id=me(near,inactive) addr=x",
        "0x1: [now] id=ring flags=0x3\n  0x2: id=me(local,active) addr=x\nsomething else"
      })
  void whatIsNoPeerIsAFailure(String answer) {
    assertThatThrownBy(() -> RecordedAnswer.read(TrafficCommands.peers(), answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void quicConnectionsAreReadWithTheirAddresses() throws Exception {
    assertThat(
            RecordedAnswer.read(
                TrafficCommands.quic(),
                """
                # conn/frontend                     state   in_flight infl_p lost_p         Local Address           Foreign Address      local & remote CIDs
                0x7f36ee2ad400[00]/a-very-long-     HDSHK        1474      3      0         127.0.0.1:24030         127.0.0.1:35510 56a0c2a3861a7fec 900c2a1cf5129de3
                0x7f36ee875a00[01]/web              HDSHK        1475      3      2               ::1:24030               ::1:35062 a9b6cae19ccac6ee 836c9f14cdb0ea7c

                """))
        .containsExactly(
            new QuicConnection(
                "0x7f36ee2ad400",
                0,
                "a-very-long-",
                "HDSHK",
                1474,
                3,
                0,
                "127.0.0.1:24030",
                "127.0.0.1:35510",
                List.of("56a0c2a3861a7fec", "900c2a1cf5129de3")),
            new QuicConnection(
                "0x7f36ee875a00",
                1,
                "web",
                "HDSHK",
                1475,
                3,
                2,
                "::1:24030",
                "::1:35062",
                List.of("a9b6cae19ccac6ee", "836c9f14cdb0ea7c")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"something else", "0x1[00]/web HDSHK x 3 0 a:1 b:2", "0x1[00]/web HDSHK"})
  void whatIsNoQuicConnectionIsAFailure(String answer) {
    assertThatThrownBy(() -> RecordedAnswer.read(TrafficCommands.quic(), answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }
}
