package org.haproxystats.runtime.stats;

import static org.haproxystats.runtime.stats.Aggregation.Never.EACH;
import static org.haproxystats.runtime.stats.Aggregation.Never.KEY;
import static org.haproxystats.runtime.stats.Aggregation.Plain.LIMIT;
import static org.haproxystats.runtime.stats.Aggregation.Plain.MAX;
import static org.haproxystats.runtime.stats.Aggregation.Plain.MEAN;
import static org.haproxystats.runtime.stats.Aggregation.Plain.MIN;
import static org.haproxystats.runtime.stats.Aggregation.Plain.MIN_UNLESS_NEGATIVE;
import static org.haproxystats.runtime.stats.Aggregation.Plain.SAME;
import static org.haproxystats.runtime.stats.Aggregation.Plain.SUM;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of {@code show stat} in HAProxy's order, one a line: the name, the first version that
 * has it, the objects that have it (L listener, F frontend, B backend, S server), its nature, its
 * unit (empty for a plain number), the rule by which the values of several processes become one,
 * the rules of the Python haproxystats for the objects that it has one for, and the meaning.
 */
final class StatFields {
  private static final Set<ObjectKind> L = Set.of(ObjectKind.LISTENER);
  private static final Set<ObjectKind> F = Set.of(ObjectKind.FRONTEND);
  private static final Set<ObjectKind> B = Set.of(ObjectKind.BACKEND);
  private static final Set<ObjectKind> S = Set.of(ObjectKind.SERVER);
  private static final Set<ObjectKind> LF = Set.of(ObjectKind.LISTENER, ObjectKind.FRONTEND);
  private static final Set<ObjectKind> LS = Set.of(ObjectKind.LISTENER, ObjectKind.SERVER);
  private static final Set<ObjectKind> FB = Set.of(ObjectKind.FRONTEND, ObjectKind.BACKEND);
  private static final Set<ObjectKind> BS = Set.of(ObjectKind.BACKEND, ObjectKind.SERVER);
  private static final Set<ObjectKind> LFB =
      Set.of(ObjectKind.LISTENER, ObjectKind.FRONTEND, ObjectKind.BACKEND);
  private static final Set<ObjectKind> FBS =
      Set.of(ObjectKind.FRONTEND, ObjectKind.BACKEND, ObjectKind.SERVER);
  private static final Set<ObjectKind> LFBS =
      Set.of(ObjectKind.LISTENER, ObjectKind.FRONTEND, ObjectKind.BACKEND, ObjectKind.SERVER);

  private static final Map<ObjectKind, Aggregation> NONE = Map.of();
  private static final Map<ObjectKind, Aggregation> F_SUM = Map.of(ObjectKind.FRONTEND, SUM);
  private static final Map<ObjectKind, Aggregation> B_SUM = Map.of(ObjectKind.BACKEND, SUM);
  private static final Map<ObjectKind, Aggregation> S_SUM = Map.of(ObjectKind.SERVER, SUM);
  private static final Map<ObjectKind, Aggregation> FB_SUM =
      Map.of(ObjectKind.FRONTEND, SUM, ObjectKind.BACKEND, SUM);
  private static final Map<ObjectKind, Aggregation> BS_SUM =
      Map.of(ObjectKind.BACKEND, SUM, ObjectKind.SERVER, SUM);
  private static final Map<ObjectKind, Aggregation> FBS_SUM =
      Map.of(ObjectKind.FRONTEND, SUM, ObjectKind.BACKEND, SUM, ObjectKind.SERVER, SUM);
  private static final Map<ObjectKind, Aggregation> B_MEAN = Map.of(ObjectKind.BACKEND, MEAN);
  private static final Map<ObjectKind, Aggregation> S_MEAN = Map.of(ObjectKind.SERVER, MEAN);
  private static final Map<ObjectKind, Aggregation> BS_MEAN =
      Map.of(ObjectKind.BACKEND, MEAN, ObjectKind.SERVER, MEAN);
  private static final Map<ObjectKind, Aggregation> BS_MEAN_OF_ACTIVE =
      Map.of(
          ObjectKind.BACKEND,
          new Aggregation.MeanWhere("lbtot"),
          ObjectKind.SERVER,
          new Aggregation.MeanWhere("lbtot"));

  private final List<Field> all = new ArrayList<>();

  private StatFields() {
    // spotless:off, for the columns
    text("pxname",                                      "1.5",     LFBS, Nature.KEY,      "",            KEY,   NONE,              "proxy name");
    text("svname",                                      "1.5",     LFBS, Nature.KEY,      "",            KEY,   NONE,              "FRONTEND, BACKEND, server or listener name");
    number("qcur",                                      "1.5",     BS,   Nature.GAUGE,    "requests",    SUM,   BS_SUM,            "requests waiting in queue now (backend: not yet assigned to a server)");
    number("qmax",                                      "1.5",     BS,   Nature.MAX,      "requests",    MAX,   BS_SUM,            "highest qcur");
    number("scur",                                      "1.5",     LFBS, Nature.GAUGE,    "sessions",    SUM,   FBS_SUM,           "sessions now");
    number("smax",                                      "1.5",     LFBS, Nature.MAX,      "sessions",    MAX,   FBS_SUM,           "highest scur");
    number("slim",                                      "1.5",     LFBS, Nature.LIMIT,    "sessions",    LIMIT, FBS_SUM,           "maxconn (backend: fullconn; server: empty when unlimited)");
    number("stot",                                      "1.5",     LFBS, Nature.COUNTER,  "sessions",    SUM,   FBS_SUM,           "sessions since start");
    number("bin",                                       "1.5",     LFBS, Nature.COUNTER,  "bytes",       SUM,   FBS_SUM,           "client to server bytes");
    number("bout",                                      "1.5",     LFBS, Nature.COUNTER,  "bytes",       SUM,   FBS_SUM,           "server to client bytes");
    number("dreq",                                      "1.5",     LFB,  Nature.COUNTER,  "requests",    SUM,   FB_SUM,            "requests denied by rules");
    number("dresp",                                     "1.5",     LFBS, Nature.COUNTER,  "responses",   SUM,   FBS_SUM,           "responses denied by rules");
    number("ereq",                                      "1.5",     LF,   Nature.COUNTER,  "requests",    SUM,   F_SUM,             "bad or aborted requests");
    number("econ",                                      "1.5",     BS,   Nature.COUNTER,  "attempts",    SUM,   BS_SUM,            "failed connections to servers");
    number("eresp",                                     "1.5",     BS,   Nature.COUNTER,  "responses",   SUM,   BS_SUM,            "bad responses (includes srv_abrt)");
    number("wretr",                                     "1.5",     BS,   Nature.COUNTER,  "attempts",    SUM,   BS_SUM,            "connection retries");
    number("wredis",                                    "1.5",     BS,   Nature.COUNTER,  "requests",    SUM,   BS_SUM,            "redispatches to another server");
    text("status",                                      "1.5",     LFBS, Nature.STATUS,   "",            EACH,  NONE,              "state, such as OPEN, UP, UP 1/3, DOWN, MAINT, no check");
    number("weight",                                    "1.5",     BS,   Nature.MEAN,     "weight",      MEAN,  BS_MEAN,           "effective weight (backend: sum over usable servers)");
    number("act",                                       "1.5",     BS,   Nature.GAUGE,    "servers",     MEAN,  B_MEAN,            "backend: active servers usable; server: 1 if active");
    number("bck",                                       "1.5",     BS,   Nature.GAUGE,    "servers",     MEAN,  B_MEAN,            "backend: backup servers usable; server: 1 if backup");
    number("chkfail",                                   "1.5",     S,    Nature.COUNTER,  "checks",      SUM,   S_SUM,             "failed checks while up (hidden if checks off)");
    number("chkdown",                                   "1.5",     BS,   Nature.COUNTER,  "transitions", SUM,   BS_SUM,            "up to down transitions");
    number("lastchg",                                   "1.5",     BS,   Nature.AGE,      "s",           MIN,   NONE,              "since last state change");
    number("downtime",                                  "1.5",     BS,   Nature.COUNTER,  "s",           MAX,   B_SUM,             "total time down");
    number("qlimit",                                    "1.5",     S,    Nature.CONFIG,   "requests",    SAME,  NONE,              "maxqueue (empty when 0)");
    number("pid",                                       "1.5",     LFBS, Nature.KEY,      "",            KEY,   NONE,              "relative process number");
    number("iid",                                       "1.5",     LFBS, Nature.KEY,      "",            KEY,   NONE,              "proxy id");
    number("sid",                                       "1.5",     LFBS, Nature.KEY,      "",            KEY,   NONE,              "object id in the proxy (0 for frontends and backends)");
    number("throttle",                                  "1.5",     S,    Nature.MEAN,     "%",           MEAN,  S_MEAN,            "slow-start ratio (only while active)");
    number("lbtot",                                     "1.5",     BS,   Nature.COUNTER,  "requests",    SUM,   BS_SUM,            "times chosen by load balancing");
    text("tracked",                                     "1.5",     S,    Nature.NAME,     "",            SAME,  NONE,              "backend/server whose state is followed");
    number("type",                                      "1.5",     LFBS, Nature.KEY,      "",            KEY,   NONE,              "0 frontend, 1 backend, 2 server, 3 listener");
    number("rate",                                      "1.5",     FBS,  Nature.RATE,     "/s",          SUM,   FBS_SUM,           "sessions in the last second");
    number("rate_lim",                                  "1.5",     F,    Nature.LIMIT,    "/s",          LIMIT, F_SUM,             "configured session rate limit");
    number("rate_max",                                  "1.5",     FBS,  Nature.MAX,      "/s",          MAX,   FBS_SUM,           "highest rate");
    text("check_status",                                "1.5",     S,    Nature.TEXT,     "",            EACH,  NONE,              "check code, with * in front while a check runs");
    number("check_code",                                "1.5",     S,    Nature.TEXT,     "code",        EACH,  NONE,              "layer 5-7 code");
    number("check_duration",                            "1.5",     S,    Nature.DURATION, "ms",          MAX,   NONE,              "length of last check");
    number("hrsp_1xx",                                  "1.5",     FBS,  Nature.COUNTER,  "responses",   SUM,   FBS_SUM,           "HTTP 1xx responses (in HTTP mode only, as the next five)");
    number("hrsp_2xx",                                  "1.5",     FBS,  Nature.COUNTER,  "responses",   SUM,   FBS_SUM,           "HTTP 2xx responses");
    number("hrsp_3xx",                                  "1.5",     FBS,  Nature.COUNTER,  "responses",   SUM,   FBS_SUM,           "HTTP 3xx responses");
    number("hrsp_4xx",                                  "1.5",     FBS,  Nature.COUNTER,  "responses",   SUM,   FBS_SUM,           "HTTP 4xx responses");
    number("hrsp_5xx",                                  "1.5",     FBS,  Nature.COUNTER,  "responses",   SUM,   FBS_SUM,           "HTTP 5xx responses");
    number("hrsp_other",                                "1.5",     FBS,  Nature.COUNTER,  "responses",   SUM,   FBS_SUM,           "HTTP responses with other codes");
    number("hanafail",                                  "1.5",     S,    Nature.COUNTER,  "checks",      SUM,   NONE,              "failures found by observe");
    number("req_rate",                                  "1.5",     F,    Nature.RATE,     "/s",          SUM,   F_SUM,             "HTTP requests in the last second");
    number("req_rate_max",                              "1.5",     F,    Nature.MAX,      "/s",          MAX,   F_SUM,             "highest req_rate");
    number("req_tot",                                   "1.5",     FBS,  Nature.COUNTER,  "requests",    SUM,   FB_SUM,            "HTTP requests");
    number("cli_abrt",                                  "1.5",     BS,   Nature.COUNTER,  "transfers",   SUM,   BS_SUM,            "transfers aborted by the client");
    number("srv_abrt",                                  "1.5",     BS,   Nature.COUNTER,  "transfers",   SUM,   BS_SUM,            "transfers aborted by the server");
    number("comp_in",                                   "1.5",     FB,   Nature.COUNTER,  "bytes",       SUM,   FB_SUM,            "fed to the response compressor");
    number("comp_out",                                  "1.5",     FB,   Nature.COUNTER,  "bytes",       SUM,   FB_SUM,            "produced by the response compressor");
    number("comp_byp",                                  "1.5",     FB,   Nature.COUNTER,  "bytes",       SUM,   FB_SUM,            "not compressed because of limits");
    number("comp_rsp",                                  "1.5",     FB,   Nature.COUNTER,  "responses",   SUM,   FB_SUM,            "compressed responses");
    number("lastsess",                                  "1.5",     BS,   Nature.AGE,      "s",           MIN_UNLESS_NEGATIVE, NONE,              "since last session; -1 or empty = never");
    text("last_chk",                                    "1.5",     S,    Nature.TEXT,     "",            EACH,  NONE,              "last check text");
    text("last_agt",                                    "1.5",     S,    Nature.TEXT,     "",            EACH,  NONE,              "last agent text");
    number("qtime",                                     "1.5",     BS,   Nature.MEAN,     "ms",          new Aggregation.MeanByGrowth("lbtot"), BS_MEAN_OF_ACTIVE, "mean queue time, recent requests");
    number("ctime",                                     "1.5",     BS,   Nature.MEAN,     "ms",          new Aggregation.MeanByGrowth("lbtot"), BS_MEAN_OF_ACTIVE, "mean connect time");
    number("rtime",                                     "1.5",     BS,   Nature.MEAN,     "ms",          new Aggregation.MeanByGrowth("lbtot"), BS_MEAN_OF_ACTIVE, "mean response time (0 for TCP)");
    number("ttime",                                     "1.5",     BS,   Nature.MEAN,     "ms",          new Aggregation.MeanByGrowth("lbtot"), BS_MEAN_OF_ACTIVE, "mean total time");
    text("agent_status",                                "1.7",     S,    Nature.TEXT,     "",            EACH,  NONE,              "agent check code");
    number("agent_code",                                "1.7",     S,    Nature.TEXT,     "code",        EACH,  NONE,              "agent numeric code (usually empty)");
    number("agent_duration",                            "1.7",     S,    Nature.DURATION, "ms",          MAX,   NONE,              "length of last agent check");
    text("check_desc",                                  "1.7",     S,    Nature.TEXT,     "",            EACH,  NONE,              "text for check_status");
    text("agent_desc",                                  "1.7",     S,    Nature.TEXT,     "",            EACH,  NONE,              "text for agent_status");
    number("check_rise",                                "1.7",     S,    Nature.CONFIG,   "checks",      SAME,  NONE,              "checks that must succeed to be up");
    number("check_fall",                                "1.7",     S,    Nature.CONFIG,   "checks",      SAME,  NONE,              "checks that must fail to be down");
    number("check_health",                              "1.7",     S,    Nature.GAUGE,    "checks",      MIN,   NONE,              "health counter of the checks");
    number("agent_rise",                                "1.7",     S,    Nature.CONFIG,   "checks",      SAME,  NONE,              "agent checks that must succeed to be up");
    number("agent_fall",                                "1.7",     S,    Nature.CONFIG,   "checks",      SAME,  NONE,              "agent checks that must fail to be down");
    number("agent_health",                              "1.7",     S,    Nature.GAUGE,    "checks",      MIN,   NONE,              "health counter of the agent checks");
    text("addr",                                        "1.7",     LS,   Nature.CONFIG,   "",            SAME,  NONE,              "address:port, [v6]:port, or unix; operator level");
    text("cookie",                                      "1.7",     BS,   Nature.NAME,     "",            SAME,  NONE,              "cookie name or value; operator level");
    text("mode",                                        "1.7",     LFBS, Nature.CONFIG,   "",            SAME,  NONE,              "tcp, http, health, cli, spop, ...");
    text("algo",                                        "1.7",     B,    Nature.CONFIG,   "",            SAME,  NONE,              "balance algorithm; operator level");
    number("conn_rate",                                 "1.7",     F,    Nature.RATE,     "/s",          SUM,   F_SUM,             "connections in the last second");
    number("conn_rate_max",                             "1.7",     F,    Nature.MAX,      "/s",          MAX,   F_SUM,             "highest conn_rate");
    number("conn_tot",                                  "1.7",     LF,   Nature.COUNTER,  "connections", SUM,   F_SUM,             "connections accepted");
    number("intercepted",                               "1.7",     F,    Nature.COUNTER,  "requests",    SUM,   FB_SUM,            "requests answered by HAProxy itself");
    number("dcon",                                      "1.7",     LF,   Nature.COUNTER,  "connections", SUM,   F_SUM,             "connections denied by connection rules");
    number("dses",                                      "1.7",     LF,   Nature.COUNTER,  "sessions",    SUM,   F_SUM,             "sessions denied by session rules");
    number("wrew",                                      "1.9",     LFBS, Nature.COUNTER,  "rewrites",    SUM,   NONE,              "failed header rewrites");
    number("connect",                                   "1.9",     BS,   Nature.COUNTER,  "attempts",    SUM,   NONE,              "connection attempts to servers");
    number("reuse",                                     "1.9",     BS,   Nature.COUNTER,  "connections", SUM,   NONE,              "connection reuses");
    number("cache_lookups",                             "1.9",     FB,   Nature.COUNTER,  "requests",    SUM,   NONE,              "cache lookups");
    number("cache_hits",                                "1.9",     FB,   Nature.COUNTER,  "requests",    SUM,   NONE,              "cache hits");
    number("srv_icur",                                  "2.1",     S,    Nature.GAUGE,    "connections", SUM,   NONE,              "idle connections");
    number("src_ilim",                                  "2.1",     S,    Nature.LIMIT,    "connections", LIMIT, NONE,              "idle limit (empty when unlimited; the name is misspelled in HAProxy)");
    number("qtime_max",                                 "2.1",     BS,   Nature.MAX,      "ms",          MAX,   NONE,              "highest queue time");
    number("ctime_max",                                 "2.1",     BS,   Nature.MAX,      "ms",          MAX,   NONE,              "highest connect time");
    number("rtime_max",                                 "2.1",     BS,   Nature.MAX,      "ms",          MAX,   NONE,              "highest response time");
    number("ttime_max",                                 "2.1",     BS,   Nature.MAX,      "ms",          MAX,   NONE,              "highest total time");
    number("eint",                                      "2.2",     LFBS, Nature.COUNTER,  "errors",      SUM,   NONE,              "internal errors");
    number("idle_conn_cur",                             "2.2",     S,    Nature.GAUGE,    "connections", SUM,   NONE,              "unsafe idle connections");
    number("safe_conn_cur",                             "2.2",     S,    Nature.GAUGE,    "connections", SUM,   NONE,              "safe idle connections");
    number("used_conn_cur",                             "2.2",     S,    Nature.GAUGE,    "connections", SUM,   NONE,              "connections in use");
    number("need_conn_est",                             "2.2",     S,    Nature.GAUGE,    "connections", SUM,   NONE,              "connections needed, estimated");
    number("uweight",                                   "2.3",     BS,   Nature.MEAN,     "weight",      MEAN,  NONE,              "configured or user weight (backend: sum)");
    number("agg_server_status",                         "2.8",     B,    Nature.GAUGE,    "",            Aggregation.Never.NONE, NONE,              "placeholder: always 0 here (filled only for Prometheus)");
    number("agg_server_check_status",                   "2.5",     B,    Nature.GAUGE,    "",            Aggregation.Never.NONE, NONE,              "as agg_server_status, deprecated");
    number("agg_check_status",                          "2.8",     B,    Nature.GAUGE,    "",            Aggregation.Never.NONE, NONE,              "as agg_server_status");
    number("srid",                                      "2.8",     S,    Nature.KEY,      "",            KEY,   NONE,              "revision of the server id");
    number("sess_other",                                "2.8",     F,    Nature.COUNTER,  "sessions",    SUM,   NONE,              "non HTTP sessions");
    number("h1sess",                                    "2.8",     F,    Nature.COUNTER,  "sessions",    SUM,   NONE,              "HTTP/1 sessions");
    number("h2sess",                                    "2.8",     F,    Nature.COUNTER,  "sessions",    SUM,   NONE,              "HTTP/2 sessions");
    number("h3sess",                                    "2.8",     F,    Nature.COUNTER,  "sessions",    SUM,   NONE,              "HTTP/3 sessions");
    number("req_other",                                 "2.8",     F,    Nature.COUNTER,  "requests",    SUM,   NONE,              "non HTTP requests");
    number("h1req",                                     "2.8",     F,    Nature.COUNTER,  "requests",    SUM,   NONE,              "HTTP/1 requests");
    number("h2req",                                     "2.8",     F,    Nature.COUNTER,  "requests",    SUM,   NONE,              "HTTP/2 requests");
    number("h3req",                                     "2.8",     F,    Nature.COUNTER,  "requests",    SUM,   NONE,              "HTTP/3 requests");
    text("proto",                                       "2.9",     L,    Nature.CONFIG,   "",            SAME,  NONE,              "listener protocol name");
    number("priv_idle_cur",                             "3.3",     S,    Nature.GAUGE,    "connections", SUM,   NONE,              "idle connections owned by a session");
    number("reqbin",                                    "3.3",     LFBS, Nature.COUNTER,  "bytes",       SUM,   NONE,              "request bytes received");
    number("reqbout",                                   "3.3",     LFBS, Nature.COUNTER,  "bytes",       SUM,   NONE,              "request bytes sent");
    number("resbin",                                    "3.3",     LFBS, Nature.COUNTER,  "bytes",       SUM,   NONE,              "response bytes received");
    number("resbout",                                   "3.3",     LFBS, Nature.COUNTER,  "bytes",       SUM,   NONE,              "response bytes sent");
    number("cache_hint_hits",                           "3.5-dev", FB,   Nature.COUNTER,  "requests",    SUM,   NONE,              "cache hits that sent 103 early hints");
    number("h2_headers_rcvd",                           "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: headers rcvd");
    number("h2_data_rcvd",                              "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: data rcvd");
    number("h2_settings_rcvd",                          "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: settings rcvd");
    number("h2_rst_stream_rcvd",                        "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: rst stream rcvd");
    number("h2_goaway_rcvd",                            "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: goaway rcvd");
    number("h2_detected_conn_protocol_errors",          "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: detected conn protocol errors");
    number("h2_detected_strm_protocol_errors",          "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: detected strm protocol errors");
    number("h2_rst_stream_resp",                        "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: rst stream resp");
    number("h2_goaway_resp",                            "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: goaway resp");
    number("h2_open_connections",                       "2.3",     FB,   Nature.GAUGE,    "",            SUM,   NONE,              "H2: open connections");
    number("h2_backend_open_streams",                   "2.3",     FB,   Nature.GAUGE,    "",            SUM,   NONE,              "H2: backend open streams");
    number("h2_total_connections",                      "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: total connections");
    number("h2_backend_total_streams",                  "2.3",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H2: backend total streams");
    number("ssl_sess",                                  "2.4",     LFBS, Nature.COUNTER,  "",            SUM,   NONE,              "SSL: sess");
    number("ssl_reused_sess",                           "2.4",     LFBS, Nature.COUNTER,  "",            SUM,   NONE,              "SSL: reused sess");
    number("ssl_failed_handshake",                      "2.4",     LFBS, Nature.COUNTER,  "",            SUM,   NONE,              "SSL: failed handshake");
    number("ssl_ocsp_staple",                           "3.2",     LFBS, Nature.COUNTER,  "",            SUM,   NONE,              "SSL: ocsp staple");
    number("ssl_failed_ocsp_staple",                    "3.2",     LFBS, Nature.COUNTER,  "",            SUM,   NONE,              "SSL: failed ocsp staple");
    number("h1_open_connections",                       "2.6",     FB,   Nature.GAUGE,    "",            SUM,   NONE,              "H1: open connections");
    number("h1_open_streams",                           "2.6",     FB,   Nature.GAUGE,    "",            SUM,   NONE,              "H1: open streams");
    number("h1_total_connections",                      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H1: total connections");
    number("h1_total_streams",                          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H1: total streams");
    number("h1_bytes_in",                               "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H1: bytes in");
    number("h1_bytes_out",                              "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H1: bytes out");
    number("h1_spliced_bytes_in",                       "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H1: spliced bytes in");
    number("h1_spliced_bytes_out",                      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H1: spliced bytes out");
    number("h3_data",                                   "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: data");
    number("h3_headers",                                "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: headers");
    number("h3_cancel_push",                            "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: cancel push");
    number("h3_push_promise",                           "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: push promise");
    number("h3_max_push_id",                            "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: max push id");
    number("h3_goaway",                                 "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: goaway");
    number("h3_settings",                               "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: settings");
    number("h3_no_error",                               "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: no error");
    number("h3_general_protocol_error",                 "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: general protocol error");
    number("h3_internal_error",                         "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: internal error");
    number("h3_stream_creation_error",                  "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: stream creation error");
    number("h3_closed_critical_stream",                 "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: closed critical stream");
    number("h3_frame_unexpected",                       "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: frame unexpected");
    number("h3_frame_error",                            "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: frame error");
    number("h3_excessive_load",                         "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: excessive load");
    number("h3_id_error",                               "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: id error");
    number("h3_settings_error",                         "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: settings error");
    number("h3_missing_settings",                       "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: missing settings");
    number("h3_request_rejected",                       "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: request rejected");
    number("h3_request_cancelled",                      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: request cancelled");
    number("h3_request_incomplete",                     "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: request incomplete");
    number("h3_message_error",                          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: message error");
    number("h3_connect_error",                          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: connect error");
    number("h3_version_fallback",                       "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: version fallback");
    number("pack_decompression_failed",                 "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: pack decompression failed");
    number("qpack_encoder_stream_error",                "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: qpack encoder stream error");
    number("qpack_decoder_stream_error",                "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "H3: qpack decoder stream error");
    number("quic_rxbuf_full",                           "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: rxbuf full");
    number("quic_dropped_pkt",                          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: dropped pkt");
    number("quic_dropped_pkt_bufoverrun",               "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: dropped pkt bufoverrun");
    number("quic_dropped_parsing_pkt",                  "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: dropped parsing pkt");
    number("quic_socket_full",                          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: socket full");
    number("quic_sendto_err",                           "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: sendto err");
    number("quic_sendto_err_unknwn",                    "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: sendto err unknwn");
    number("quic_sent_pkt",                             "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: sent pkt");
    number("quic_lost_pkt",                             "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: lost pkt");
    number("quic_too_short_dgram",                      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: too short dgram");
    number("quic_retry_sent",                           "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: retry sent");
    number("quic_retry_validated",                      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: retry validated");
    number("quic_retry_error",                          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: retry error");
    number("quic_half_open_conn",                       "2.6",     FB,   Nature.GAUGE,    "",            SUM,   NONE,              "QUIC: half open conn");
    number("quic_hdshk_fail",                           "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: hdshk fail");
    number("quic_stless_rst_sent",                      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: stless rst sent");
    number("quic_conn_migration_done",                  "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: conn migration done");
    number("quic_transp_err_no_error",                  "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err no error");
    number("quic_transp_err_internal_error",            "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err internal error");
    number("quic_transp_err_connection_refused",        "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err connection refused");
    number("quic_transp_err_flow_control_error",        "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err flow control error");
    number("quic_transp_err_stream_limit_error",        "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err stream limit error");
    number("quic_transp_err_stream_state_error",        "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err stream state error");
    number("quic_transp_err_final_size_error",          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err final size error");
    number("quic_transp_err_frame_encoding_error",      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err frame encoding error");
    number("quic_transp_err_transport_parameter_error", "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err transport parameter error");
    number("quic_transp_err_connection_id_limit",       "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err connection id limit");
    number("quic_transp_err_protocol_violation_error",  "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err protocol violation error");
    number("quic_transp_err_invalid_token",             "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err invalid token");
    number("quic_transp_err_application_error",         "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err application error");
    number("quic_transp_err_crypto_buffer_exceeded",    "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err crypto buffer exceeded");
    number("quic_transp_err_key_update_error",          "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err key update error");
    number("quic_transp_err_aead_limit_reached",        "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err aead limit reached");
    number("quic_transp_err_no_viable_path",            "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err no viable path");
    number("quic_transp_err_crypto_error",              "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err crypto error");
    number("quic_transp_err_unknown_error",             "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: transp err unknown error");
    number("quic_data_blocked",                         "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: data blocked");
    number("quic_stream_data_blocked",                  "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: stream data blocked");
    number("quic_streams_blocked_bidi",                 "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: streams blocked bidi");
    number("quic_streams_blocked_uni",                  "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: streams blocked uni");
    number("quic_ncbuf_gap_limit",                      "2.6",     FB,   Nature.COUNTER,  "",            SUM,   NONE,              "QUIC: ncbuf gap limit");
    // spotless:on
  }

  static List<Field> all() {
    return new StatFields().all;
  }

  private void number(
      String name,
      String since,
      Set<ObjectKind> on,
      Nature nature,
      String unit,
      Aggregation exact,
      Map<ObjectKind, Aggregation> compatible,
      String meaning) {
    all.add(
        new Field(
            Field.Source.STAT, name, since, on, nature, true, unit, exact, compatible, meaning));
  }

  private void text(
      String name,
      String since,
      Set<ObjectKind> on,
      Nature nature,
      String unit,
      Aggregation exact,
      Map<ObjectKind, Aggregation> compatible,
      String meaning) {
    all.add(
        new Field(
            Field.Source.STAT, name, since, on, nature, false, unit, exact, compatible, meaning));
  }
}
