package org.haproxystats.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a warm daemon allocates: all its threads, those that have ended included. */
final class Allocation {
  private Allocation() {}

  /** The mean over several snapshots, without what the question itself allocates. */
  @SuppressWarnings("BanJNDI") // The address is one that the daemon itself gave.
  static double bytesPerSnapshot(ProcessDaemon daemon, Path snapshot, int rounds)
      throws IOException, InterruptedException {
    String pid = "" + daemon.program().pid();
    try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(managementUrl(pid)))) {
      var threads =
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.THREAD_MXBEAN_NAME,
              ThreadMXBean.class);
      threads.getTotalThreadAllocatedBytes(); // The first is dearer.
      long before = threads.getTotalThreadAllocatedBytes();
      daemon.process(snapshot, rounds);
      long after = threads.getTotalThreadAllocatedBytes();
      long question = threads.getTotalThreadAllocatedBytes() - after;
      return (double) (after - before - question) / rounds;
    }
  }

  private static String managementUrl(String pid) throws IOException {
    try {
      var machine = VirtualMachine.attach(pid);
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot ask Java process " + pid + " what it allocates", e);
    }
  }
}
