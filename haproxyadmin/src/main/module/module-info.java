/** Manages HAProxy at run time, with nothing beyond the JDK. */
@org.jspecify.annotations.NullMarked
module org.haproxystats.admin {
  requires static transitive org.jspecify;
  requires transitive org.haproxystats.runtime;

  exports org.haproxystats.admin;
}
