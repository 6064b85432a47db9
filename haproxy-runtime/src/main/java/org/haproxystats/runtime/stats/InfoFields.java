package org.haproxystats.runtime.stats;

import static org.haproxystats.runtime.stats.Aggregation.Never.EACH;
import static org.haproxystats.runtime.stats.Aggregation.Never.KEY;
import static org.haproxystats.runtime.stats.Aggregation.Plain.LIMIT;
import static org.haproxystats.runtime.stats.Aggregation.Plain.MAX;
import static org.haproxystats.runtime.stats.Aggregation.Plain.MEAN;
import static org.haproxystats.runtime.stats.Aggregation.Plain.MIN;
import static org.haproxystats.runtime.stats.Aggregation.Plain.SAME;
import static org.haproxystats.runtime.stats.Aggregation.Plain.SUM;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of {@code show info} in HAProxy's order, one a line: the name, the first version that
 * has it, its nature, its unit (empty for a plain number), the rule by which the values of several
 * processes become one, the rule of the Python haproxystats (none for a field that it does not
 * know), and the meaning.
 */
final class InfoFields {
  private static final Set<ObjectKind> D = Set.of(ObjectKind.DAEMON);
  private static final Map<ObjectKind, Aggregation> NONE = Map.of();
  private static final Map<ObjectKind, Aggregation> D_SUM = Map.of(ObjectKind.DAEMON, SUM);
  private static final Map<ObjectKind, Aggregation> D_MEAN = Map.of(ObjectKind.DAEMON, MEAN);

  private final List<Field> all = new ArrayList<>();

  private InfoFields() {
    // spotless:off, for the columns
    text("Name",                          "1.5", Nature.TEXT,     "",            SAME,  NONE,   "product name");
    text("Version",                       "1.5", Nature.TEXT,     "",            SAME,  NONE,   "version string");
    text("Release_date",                  "1.5", Nature.TEXT,     "date",        SAME,  NONE,   "source date");
    number("Nbthread",                    "1.9", Nature.CONFIG,   "threads",     SAME,  NONE,   "started threads");
    number("Nbproc",                      "1.5", Nature.CONFIG,   "processes",   SAME,  NONE,   "always 1 since 2.5");
    number("Process_num",                 "1.5", Nature.KEY,      "",            KEY,   NONE,   "relative process number");
    number("Pid",                         "1.5", Nature.STATUS,   "",            EACH,  NONE,   "system pid");
    text("Uptime",                        "1.5", Nature.DURATION, "d h m s",     MAX,   NONE,   "uptime text");
    number("Uptime_sec",                  "1.5", Nature.DURATION, "s",           MAX,   D_MEAN, "uptime");
    number("Memmax_MB",                   "1.5", Nature.LIMIT,    "MB",          LIMIT, D_SUM,  "-m limit, 0 = none");
    number("PoolAlloc_MB",                "1.7", Nature.GAUGE,    "MB",          SUM,   NONE,   "pool memory allocated");
    number("PoolUsed_MB",                 "1.7", Nature.GAUGE,    "MB",          SUM,   NONE,   "pool memory used");
    number("PoolFailed",                  "1.7", Nature.COUNTER,  "events",      SUM,   NONE,   "failed pool allocations");
    number("Ulimit-n",                    "1.5", Nature.LIMIT,    "fds",         LIMIT, D_SUM,  "fd limit");
    number("Maxsock",                     "1.5", Nature.LIMIT,    "sockets",     LIMIT, D_SUM,  "socket limit");
    number("Maxconn",                     "1.5", Nature.LIMIT,    "connections", LIMIT, D_SUM,  "connection limit in force");
    number("Hard_maxconn",                "1.5", Nature.LIMIT,    "connections", LIMIT, D_SUM,  "limit imposed by memory or fds");
    number("CurrConns",                   "1.5", Nature.GAUGE,    "connections", SUM,   D_SUM,  "connections now");
    number("CumConns",                    "1.5", Nature.COUNTER,  "connections", SUM,   D_SUM,  "connections since start (wraps at 2^32)");
    number("CumReq",                      "1.5", Nature.COUNTER,  "requests",    SUM,   D_SUM,  "requests since start (wraps at 2^32)");
    number("MaxSslConns",                 "1.5", Nature.LIMIT,    "connections", LIMIT, D_SUM,  "configured limit of TLS connections, 0 = none");
    number("CurrSslConns",                "1.5", Nature.GAUGE,    "connections", SUM,   D_SUM,  "TLS endpoints now");
    number("CumSslConns",                 "1.5", Nature.COUNTER,  "connections", SUM,   D_SUM,  "TLS endpoints since start");
    number("Maxpipes",                    "1.5", Nature.LIMIT,    "pipes",       LIMIT, D_SUM,  "limit of pipes");
    number("PipesUsed",                   "1.5", Nature.GAUGE,    "pipes",       SUM,   D_SUM,  "pipes in use");
    number("PipesFree",                   "1.5", Nature.GAUGE,    "pipes",       SUM,   D_SUM,  "spare pipes");
    number("ConnRate",                    "1.5", Nature.RATE,     "/s",          SUM,   D_SUM,  "connections last second");
    number("ConnRateLimit",               "1.5", Nature.LIMIT,    "/s",          LIMIT, D_SUM,  "limit of ConnRate, 0 = none");
    number("MaxConnRate",                 "1.5", Nature.MAX,      "/s",          MAX,   D_SUM,  "highest ConnRate");
    number("SessRate",                    "1.5", Nature.RATE,     "/s",          SUM,   D_SUM,  "sessions last second");
    number("SessRateLimit",               "1.5", Nature.LIMIT,    "/s",          LIMIT, D_SUM,  "limit of SessRate, 0 = none");
    number("MaxSessRate",                 "1.5", Nature.MAX,      "/s",          MAX,   D_SUM,  "highest SessRate");
    number("SslRate",                     "1.5", Nature.RATE,     "/s",          SUM,   D_SUM,  "TLS sessions last second");
    number("SslRateLimit",                "1.5", Nature.LIMIT,    "/s",          LIMIT, D_SUM,  "limit of SslRate, 0 = none");
    number("MaxSslRate",                  "1.5", Nature.MAX,      "/s",          MAX,   D_SUM,  "highest SslRate");
    number("SslFrontendKeyRate",          "1.5", Nature.GAUGE,    "/s",          SUM,   D_SUM,  "TLS keys computed, client side");
    number("SslFrontendMaxKeyRate",       "1.5", Nature.MAX,      "/s",          MAX,   D_SUM,  "highest SslFrontendKeyRate");
    number("SslFrontendSessionReuse_pct", "1.5", Nature.MEAN,     "%",           new Aggregation.MeanBy("SslRate"), D_SUM,  "share of TLS sessions that were resumed, client side");
    number("SslBackendKeyRate",           "1.5", Nature.RATE,     "/s",          SUM,   D_SUM,  "TLS keys computed, server side");
    number("SslBackendMaxKeyRate",        "1.5", Nature.MAX,      "/s",          MAX,   D_SUM,  "highest SslBackendKeyRate");
    number("SslCacheLookups",             "1.5", Nature.COUNTER,  "lookups",     SUM,   D_SUM,  "TLS session cache lookups");
    number("SslCacheMisses",              "1.5", Nature.COUNTER,  "lookups",     SUM,   D_SUM,  "TLS session cache misses");
    number("CompressBpsIn",               "1.5", Nature.RATE,     "B/s",         SUM,   D_SUM,  "bytes fed to the compressor");
    number("CompressBpsOut",              "1.5", Nature.RATE,     "B/s",         SUM,   D_SUM,  "bytes produced by it");
    number("CompressBpsRateLim",          "1.5", Nature.LIMIT,    "B/s",         LIMIT, D_SUM,  "limit of CompressBpsOut, 0 = none");
    number("ZlibMemUsage",                "1.5", Nature.GAUGE,    "bytes",       SUM,   D_SUM,  "memory of zlib; only in zlib builds");
    number("MaxZlibMemUsage",             "1.5", Nature.LIMIT,    "bytes",       LIMIT, D_SUM,  "its limit; only in zlib builds");
    number("Tasks",                       "1.5", Nature.GAUGE,    "tasks",       SUM,   D_SUM,  "tasks allocated");
    number("Run_queue",                   "1.5", Nature.GAUGE,    "tasks",       SUM,   D_SUM,  "tasks that wait to run");
    number("Idle_pct",                    "1.5", Nature.MEAN,     "%",           MEAN,  D_MEAN, "idle time of the answering thread");
    text("node",                          "1.5", Nature.TEXT,     "",            SAME,  NONE,   "node name");
    text("description",                   "1.5", Nature.TEXT,     "",            SAME,  NONE,   "the description in the configuration; absent when not set (since 1.7)");
    number("Stopping",                    "1.9", Nature.STATUS,   "0/1",         MAX,   NONE,   "1 while a soft stop is under way");
    number("Jobs",                        "1.9", Nature.GAUGE,    "jobs",        SUM,   NONE,   "active jobs");
    number("Unstoppable Jobs",            "1.9", Nature.GAUGE,    "jobs",        SUM,   NONE,   "jobs that do not end with a soft stop, such as the master connection");
    number("Listeners",                   "1.9", Nature.GAUGE,    "listeners",   SUM,   NONE,   "active listeners");
    number("ActivePeers",                 "1.9", Nature.GAUGE,    "peers",       SUM,   NONE,   "active peers");
    number("ConnectedPeers",              "1.9", Nature.GAUGE,    "peers",       SUM,   NONE,   "connected peers");
    number("DroppedLogs",                 "1.9", Nature.COUNTER,  "events",      SUM,   NONE,   "log messages that were lost");
    number("BusyPolling",                 "1.9", Nature.STATUS,   "0/1",         MAX,   NONE,   "1 with busy-polling");
    number("FailedResolutions",           "2.0", Nature.COUNTER,  "events",      SUM,   NONE,   "DNS resolutions that failed");
    number("TotalBytesOut",               "2.0", Nature.COUNTER,  "bytes",       SUM,   NONE,   "bytes sent");
    number("TotalSplicedBytesOut",        "2.8", Nature.COUNTER,  "bytes",       SUM,   NONE,   "bytes sent by splicing in the kernel");
    number("TotalSplicdedBytesOut",       "2.3", Nature.COUNTER,  "bytes",       SUM,   NONE,   "TotalSplicedBytesOut, as 2.3 to 2.7 spell it");
    number("BytesOutRate",                "2.0", Nature.RATE,     "B/s",         SUM,   NONE,   "bytes sent in the last second");
    number("DebugCommandsIssued",         "2.1", Nature.COUNTER,  "events",      SUM,   NONE,   "debug commands used; not 0 means that this process is unsafe");
    number("CumRecvLogs",                 "2.3", Nature.COUNTER,  "messages",    SUM,   NONE,   "log messages received by log forwarding");
    text("Build info",                    "2.4", Nature.TEXT,     "",            SAME,  NONE,   "same as Version");
    number("Memmax_bytes",                "2.4", Nature.LIMIT,    "bytes",       LIMIT, NONE,   "-m limit, 0 = none (overflows at 4 GiB)");
    number("PoolAlloc_bytes",             "2.4", Nature.GAUGE,    "bytes",       SUM,   NONE,   "pool memory allocated (32 bits on some old versions)");
    number("PoolUsed_bytes",              "2.4", Nature.GAUGE,    "bytes",       SUM,   NONE,   "pool memory used");
    number("Start_time_sec",              "2.4", Nature.TIME,     "epoch s",     MIN,   NONE,   "when the process started");
    text("Tainted",                       "2.4", Nature.STATUS,   "hex",         EACH,  NONE,   "'0' or '0x..': bits that say which unsafe things were done");
    number("TotalWarnings",               "2.8", Nature.COUNTER,  "events",      SUM,   NONE,   "warnings at run time");
    number("MaxconnReached",              "2.8", Nature.COUNTER,  "events",      SUM,   NONE,   "how often the limit of connections was reached");
    number("BootTime_ms",                 "2.8", Nature.DURATION, "ms",          MAX,   NONE,   "how long loading the configuration took");
    number("Niced_tasks",                 "2.9", Nature.GAUGE,    "tasks",       SUM,   NONE,   "niced tasks that wait to run");
    number("CurrStreams",                 "3.1", Nature.GAUGE,    "streams",     SUM,   NONE,   "streams now");
    number("CumStreams",                  "3.1", Nature.COUNTER,  "streams",     SUM,   NONE,   "streams since start");
    number("BlockedTrafficWarnings",      "3.1", Nature.COUNTER,  "events",      SUM,   NONE,   "warnings of blocked traffic");
    number("PatternsAdded",               "3.3", Nature.COUNTER,  "entries",     SUM,   NONE,   "entries added to maps and ACLs");
    number("PatternsFreed",               "3.3", Nature.COUNTER,  "entries",     SUM,   NONE,   "entries removed from maps and ACLs");
    number("NbThreadGroups",              "3.4", Nature.CONFIG,   "groups",      SAME,  NONE,   "thread groups");
    // spotless:on
  }

  static List<Field> all() {
    return new InfoFields().all;
  }

  private void number(
      String name,
      String since,
      Nature nature,
      String unit,
      Aggregation exact,
      Map<ObjectKind, Aggregation> compatible,
      String meaning) {
    all.add(
        new Field(
            Field.Source.INFO, name, since, D, nature, true, unit, exact, compatible, meaning));
  }

  private void text(
      String name,
      String since,
      Nature nature,
      String unit,
      Aggregation exact,
      Map<ObjectKind, Aggregation> compatible,
      String meaning) {
    all.add(
        new Field(
            Field.Source.INFO, name, since, D, nature, false, unit, exact, compatible, meaning));
  }
}
