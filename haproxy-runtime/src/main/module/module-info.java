/** HAProxy's Runtime API and statistics, with nothing beyond the JDK at run time. */
@org.jspecify.annotations.NullMarked
module org.haproxystats.runtime {
  requires static transitive org.jspecify;

  exports org.haproxystats.runtime;
  exports org.haproxystats.runtime.event;
  exports org.haproxystats.runtime.map;
  exports org.haproxystats.runtime.master;
  exports org.haproxystats.runtime.process;
  exports org.haproxystats.runtime.proxy;
  exports org.haproxystats.runtime.server;
  exports org.haproxystats.runtime.session;
  exports org.haproxystats.runtime.stats;
  exports org.haproxystats.runtime.table;
  exports org.haproxystats.runtime.tls;
}
