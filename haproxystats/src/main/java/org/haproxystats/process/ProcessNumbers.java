package org.haproxystats.process;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.haproxystats.runtime.stats.ProcessInfo;

/**
 * The numbers that tell processes apart in metric names: HAProxy's own where they differ, as with
 * {@code nbproc}; otherwise their place in the order of the sockets' names.
 */
final class ProcessNumbers {
  private static final System.Logger LOG = System.getLogger(ProcessNumbers.class.getName());
  private boolean toldOfEqualNumbers;

  /**
   * A number for each process, in the order given.
   *
   * @param processes what the processes say of themselves, in the order of their sockets' names
   */
  List<String> of(Map<String, ProcessInfo> processes) {
    var numbers = new ArrayList<String>();
    for (var process : processes.values()) {
      // Of a damaged file it may be anything.
      process.number("Process_num").ifPresent(number -> numbers.add(Long.toString(number)));
    }
    if (new HashSet<>(numbers).size() == processes.size()) {
      return numbers;
    }
    if (!toldOfEqualNumbers) {
      toldOfEqualNumbers = true;
      LOG.log(
          Level.INFO,
          "not every process has a Process_num of its own: they are numbered by socket, in this order: "
              + processes.keySet());
    }
    return IntStream.rangeClosed(1, processes.size()).mapToObj(String::valueOf).toList();
  }
}
