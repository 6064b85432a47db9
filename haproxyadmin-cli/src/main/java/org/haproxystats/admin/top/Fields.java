package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.DaemonAggregator;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.PlannedMetric;
import org.haproxystats.runtime.stats.PlannedText;
import org.haproxystats.runtime.stats.RuleSet;
import org.haproxystats.runtime.stats.StatAggregator;

/** What is read of all that HAProxy tells, by HAProxy's names. */
final class Fields {
  /** The kinds of object that are shown. */
  static final List<ObjectKind> KINDS =
      List.of(ObjectKind.FRONTEND, ObjectKind.BACKEND, ObjectKind.SERVER);

  private static final List<String> LEVELS =
      List.of(
          ("scur smax slim qcur qmax qlimit rate rate_lim rate_max weight uweight act bck"
                  + " chkfail chkdown lastchg downtime throttle lastsess check_duration"
                  + " agent_duration check_rise check_fall check_health"
                  + " qtime ctime rtime ttime qtime_max ctime_max rtime_max ttime_max")
              .split(" ", -1));

  /** Of these, what they grow by is shown too. */
  private static final List<String> COUNTERS =
      List.of(
          ("stot req_tot conn_tot bin bout dreq dresp ereq econ eresp eint wretr wredis"
                  + " hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other cli_abrt srv_abrt")
              .split(" ", -1));

  private static final List<String> TEXTS =
      List.of(
          ("status mode algo addr cookie tracked check_status check_code check_desc last_chk"
                  + " agent_status agent_code agent_desc last_agt")
              .split(" ", -1));

  private static final List<String> INFO_LEVELS =
      List.of(
          ("Uptime_sec CurrConns Maxconn ConnRate ConnRateLimit SessRate SessRateLimit"
                  + " CurrSslConns MaxSslConns SslRate SslRateLimit Idle_pct Tasks Run_queue"
                  + " Nbthread Stopping")
              .split(" ", -1));

  private static final List<String> INFO_COUNTERS =
      List.of("CumReq CumConns CumSslConns".split(" ", -1));

  private static final List<String> INFO_TEXTS =
      List.of("Version Pid node description".split(" ", -1));

  private final FieldCatalog catalog = FieldCatalog.load();

  /** Of frontends, backends and servers. Names with a dot and an underscore are not the same. */
  StatAggregator statAggregator() {
    var plan = new EnumMap<ObjectKind, List<PlannedMetric>>(ObjectKind.class);
    Map<ObjectKind, List<PlannedText>> texts = new EnumMap<>(ObjectKind.class);
    for (var kind : KINDS) {
      plan.put(kind, numbers(kind, LEVELS, COUNTERS));
      texts.put(kind, catalog.texts(kind, TEXTS));
    }
    return new StatAggregator(plan, texts, false, StatAggregator.Names.EXACT);
  }

  /** Of the process itself. */
  DaemonAggregator daemonAggregator() {
    return new DaemonAggregator(
        numbers(ObjectKind.DAEMON, INFO_LEVELS, INFO_COUNTERS),
        catalog.texts(ObjectKind.DAEMON, INFO_TEXTS),
        FieldCatalog.CPU_USAGE,
        List.of());
  }

  private List<PlannedMetric> numbers(ObjectKind kind, List<String> levels, List<String> counters) {
    var planned = new ArrayList<>(catalog.numbers(RuleSet.EXACT, kind, levels));
    for (var counter : catalog.numbers(RuleSet.EXACT, kind, counters)) {
      planned.add(counter);
      planned.add(counter.perSecond());
    }
    return planned;
  }
}
