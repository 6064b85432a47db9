package org.haproxystats.runtime.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.UnsendableValueException;
import org.junit.jupiter.api.Test;

class MapCommandsTest {
  private static final MapRef MAP = MapRef.file("/etc/hosts.map");

  @Test
  void aMapOrAnAclIsNamedByNumberOrFileAndNothingElse() {
    assertThat(MapRef.number(3).id()).isEqualTo("#3");
    assertThat(new AclRef("#3")).isEqualTo(AclRef.number(3));
    assertThat(MapCommands.clear(AclRef.file("virt@list"))).hasToString("clear acl virt@list");
    for (var name : List.of("#3", "@3", "#file", "#")) {
      assertThatThrownBy(() -> MapRef.file(name)).isInstanceOf(UnsendableValueException.class);
    }
    assertThatThrownBy(() -> new AclRef("#x")).isInstanceOf(UnsendableValueException.class);
    assertThatThrownBy(() -> MapRef.number(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyThatLooksLikeAPointerIsRefusedWhereItWouldBeOne() {
    assertThatThrownBy(() -> MapCommands.set(MAP, "#0x1", "value"))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageContaining("'#0x1'");
    assertThatThrownBy(() -> MapCommands.del(MAP, "#0xkey"))
        .isInstanceOf(UnsendableValueException.class);
    var entry = new StoredEntry("0x55d0", new PatternEntry("#0x1", "value"));
    assertThat(MapCommands.del(MAP, entry)).hasToString("del map /etc/hosts.map #0x55d0");
    var forged = new StoredEntry("0x1;x", new PatternEntry("k", "v"));
    assertThatThrownBy(() -> MapCommands.del(MAP, forged))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aVersionIsANumberOf32Bits() {
    assertThat(MapCommands.commit(MAP, 4_294_967_295L))
        .hasToString("commit map @4294967295 /etc/hosts.map");
    for (long version : new long[] {-1, 4_294_967_296L}) {
      assertThatThrownBy(() -> MapCommands.commit(MAP, version))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void entriesThatNoPayloadCanCarryAreSentAloneAndInTheirPlace() {
    var entries =
        List.of(
            new PatternEntry("a", "1"),
            new PatternEntry("b", "2 and 3"),
            new PatternEntry("c d", "4"),
            new PatternEntry("e", " 5"),
            new PatternEntry("f", ""));
    assertThat(MapCommands.addAll(MAP, 7, entries))
        .map(Object::toString)
        .containsExactly(
            "add map @7 /etc/hosts.map << (2 lines)",
            "add map @7 /etc/hosts.map c\\ d 4",
            "add map @7 /etc/hosts.map e \\ 5",
            "add map @7 /etc/hosts.map << (1 lines)");
    assertThat(MapCommands.addAll(MAP, List.of())).isEmpty();
    assertThatThrownBy(() -> MapCommands.addAll(MAP, List.of(new PatternEntry("", "v"))))
        .isInstanceOf(UnsendableValueException.class);
  }

  @Test
  void aListedLineIsReadWithAndWithoutVersions() {
    assertThat(
            PatternInfo.parse(
                "0 (/a.map) pattern loaded from file '/a.map' used by map at file 'h.cfg' line 15,"
                    + " by map at file 'h.cfg' line 20. curr_ver=1 next_ver=2 entry_cnt=4"))
        .isEqualTo(
            new PatternInfo(
                0,
                "/a.map",
                "pattern loaded from file '/a.map' used by map at file 'h.cfg' line 15,"
                    + " by map at file 'h.cfg' line 20",
                Optional.of(new PatternInfo.Versions(1, 2, 4))));
    assertThat(PatternInfo.parse("1 () acl 'path' file '2.2/h.cfg' line 15"))
        .isEqualTo(new PatternInfo(1, "", "acl 'path' file '2.2/h.cfg' line 15", Optional.empty()));
    assertThat(PatternInfo.parse("Nothing to see")).isNull();
  }

  @Test
  void aLookupIsReadInBothWordings() {
    assertThat(
            LookupResult.parse(
                "type=reg, case=insensitive, found=yes, idx=list, key=\"^a.*b$\", value=\"x, y\","
                    + " type=\"str\""))
        .isEqualTo(
            new LookupResult(
                "reg",
                false,
                true,
                Optional.of("list"),
                Optional.of("^a.*b$"),
                Optional.of("x, y"),
                Optional.of("str")));
    assertThat(
            LookupResult.parse(
                "type=ip, case=sensitive, match=yes, idx=tree, pattern=\"10.1.0.0/16\""))
        .isEqualTo(
            new LookupResult(
                "ip",
                true,
                true,
                Optional.of("tree"),
                Optional.of("10.1.0.0/16"),
                Optional.empty(),
                Optional.empty()));
    assertThat(LookupResult.parse("type=unknown(0x55), case=sensitive, match=no"))
        .isEqualTo(
            new LookupResult(
                "unknown(0x55)",
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(
            LookupResult.parse(
                "type=str, case=sensitive, found=yes, idx=tree, key=unknown, value=none"))
        .isEqualTo(
            new LookupResult(
                "str",
                true,
                true,
                Optional.of("tree"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(LookupResult.parse("type=str")).isNull();
  }
}
