package org.haproxystats.runtime.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.haproxystats.runtime.stats.StatTable.RowType;
import org.junit.jupiter.api.Test;

class CounterSumTest {
  private static final String HEADER = "# pxname,svname,type,stot,scur,slim,\n";
  private static final byte[] INFO = "Name: HAProxy\nCumReq: 7\nCurrConns: 3\n\n".getBytes(UTF_8);

  private final CounterSum sum = new CounterSum(FieldCatalog.load());

  @Test
  void countersOfAllMembersAreAddedAndNothingElseIsKept() throws Exception {
    sum.add("1-a", INFO, stat("a,FRONTEND,0,5,1,10,\na,s,2,,1,,\n"), Set.of());
    sum.add("2-b", INFO, stat("a,FRONTEND,0,6,1,10,\nb,BACKEND,1,1,0,,\n"), Set.of());

    var parts = CounterSum.parts(sum.toBytes());
    var info = InfoReader.read(parts.get(0));
    assertThat(info.number("CumReq")).hasValue(14);
    assertThat(info.number("CurrConns")).isEmpty();
    var table = Recorded.table(parts.get(1), List.of("stot", "scur", "slim"));
    assertThat(table.problems()).isEmpty();
    assertThat(table.hasColumn("scur")).isFalse();
    assertThat(table.value(0, "stot")).isEqualTo(11);
    assertThat(table.value(1, "stot")).isEqualTo(StatTable.ABSENT);
    assertThat(table.value(2, "stot")).isEqualTo(1);
    assertThat(table.proxy(2)).isEqualTo("b");
  }

  @Test
  void aSumThatWasWrittenIsReadAgainWithItsMembers() throws Exception {
    sum.add("1-a", INFO, stat("\"a,\"\"b\",FRONTEND,0,5,1,10,\n"), Set.of());
    var again = new CounterSum(FieldCatalog.load());
    again.add(sum.toBytes());

    assertThat(again.members()).containsExactly("1-a");
    assertThat(again.toBytes()).isEqualTo(sum.toBytes());
  }

  @Test
  void theAnswersOfARealHaproxyAreAddedTwice() throws Exception {
    sum.add("1-a", Recorded.answer("3.2_info"), Recorded.answer("3.2_stat"), Set.of());
    sum.add("2-b", Recorded.answer("3.2_info"), Recorded.answer("3.2_stat"), Set.of());

    var table = Recorded.table(CounterSum.parts(sum.toBytes()).get(1), List.of("stot", "bin"));
    assertThat(table.rows()).as("all but the listener").isEqualTo(9);
    assertThat(table.service(0)).isEqualTo("FRONTEND");
    assertThat(table.value(0, "stot")).isEqualTo(14);
    assertThat(table.value(0, "bin")).isEqualTo(1442);
  }

  @Test
  void objectsAndMembersThatAreNotNeededAreForgotten() throws Exception {
    sum.add("1-a", INFO, stat("a,FRONTEND,0,5,1,10,\nb,BACKEND,1,1,0,,\n"), Set.of());
    sum.add("2-b", INFO, stat("a,FRONTEND,0,6,1,10,\n"), Set.of());

    sum.retain(Set.of(new CounterSum.ObjectName(RowType.FRONTEND, "a", "FRONTEND")), "2-b"::equals);

    assertThat(sum.members()).containsExactly("2-b");
    assertThat(CounterSum.objects(CounterSum.parts(sum.toBytes()).get(1)))
        .containsExactly(new CounterSum.ObjectName(RowType.FRONTEND, "a", "FRONTEND"));
  }

  @Test
  void theCommonPartOfTwoAnswersIsTheLowerOfEachCounter() throws Exception {
    var earlier = stat("a,FRONTEND,0,5,9,10,\nb,BACKEND,1,8,0,,\nc,BACKEND,1,8,0,,\n");
    var later = stat("b,BACKEND,1,3,0,,\na,FRONTEND,0,7,9,10,\n");

    sum.addCommon(earlier, later);
    assertThat(values()).containsExactly("a 5", "b 3");
    sum.subtractCommon(earlier, later);
    assertThat(values()).containsExactly("a 0", "b 0");
  }

  @Test
  void ofTwoAnswersOnlyCountersThatBeganAnewAreLost() throws Exception {
    var earlier = stat("a,FRONTEND,0,5,9,10,\nb,BACKEND,1,8,0,,\n");
    var later = stat("a,FRONTEND,0,5,2,10,\nb,BACKEND,1,3,0,,\n");

    sum.addLost(earlier, later, Set.of("stot", "scur"));
    assertThat(values()).containsExactly("a 0", "b 8");
    sum.addLost(earlier, later, Set.of("bin"));
    assertThat(values()).containsExactly("a 0", "b 8");
  }

  @Test
  void fieldsThatAreCountedElsewhereAreTakenAway() throws Exception {
    sum.add("1-a", INFO, stat("a,FRONTEND,0,5,1,10,\n"), Set.of());
    sum.subtract(stat("a,FRONTEND,0,7,9,10,\nb,BACKEND,1,8,0,,\n"), Set.of("stot"));
    assertThat(values()).containsExactly("a -2", "b -8");

    sum.add("2-b", INFO, stat("a,FRONTEND,0,5,1,10,\n"), Set.of("stot"));
    assertThat(values()).containsExactly("a -2", "b -8");
    assertThat(sum.members()).containsExactlyInAnyOrder("1-a", "2-b");
  }

  /** The sessions of each object, after a way over the disk. */
  private List<String> values() throws Exception {
    var table = Recorded.table(CounterSum.parts(sum.toBytes()).get(1), List.of("stot"));
    assertThat(table.problems()).isEmpty();
    return IntStream.range(0, table.rows())
        .mapToObj(row -> table.proxy(row) + " " + table.value(row, "stot"))
        .toList();
  }

  @Test
  void whatIsNoAnswerIsRefusedAndChangesNothing() {
    var before = sum.toBytes();

    assertThatThrownBy(
            () -> sum.add("1-a", INFO, "Permission denied\n\n".getBytes(UTF_8), Set.of()))
        .isInstanceOf(MalformedStatisticsException.class);
    assertThatThrownBy(() -> sum.add("damaged".getBytes(UTF_8)))
        .isInstanceOf(MalformedStatisticsException.class);
    assertThat(sum.toBytes()).isEqualTo(before);
  }

  private static byte[] stat(String rows) {
    return (HEADER + rows + "\n").getBytes(UTF_8);
  }
}
