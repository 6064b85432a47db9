package org.haproxystats.cli;

import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ends the JVM at once when it is told to stop a second time. The JVM itself passes over a signal
 * that comes while it stops.
 */
final class SecondSignal {
  private static final System.Logger LOG = System.getLogger(SecondSignal.class.getName());
  private static final List<String> NAMES = List.of("HUP", "INT", "TERM");

  private SecondSignal() {}

  /**
   * From now on one of these signals ends the JVM, with code 0: the spool is right at any moment,
   * so nothing is left to do.
   *
   * <p>Java has no other way to a signal than {@code sun.misc.Signal}, of the module {@code
   * jdk.unsupported}. Its name is looked up, since the compiler warns of any other use and lets
   * nobody suppress that. Without it a stop takes as long as it takes.
   */
  static void endsAtOnce() {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var end =
          Proxy.newProxyInstance(
              SecondSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(0);
                return proxy;
              });
      for (var name : NAMES) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), end);
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "a second signal will not end this at once", e);
    }
  }
}
