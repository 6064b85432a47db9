package org.haproxystats.admin;

import java.io.IOException;
import java.util.List;

/** Where objects get what they tell: from HAProxy at that moment, or from one pass over all. */
sealed interface RowSource permits LiveRows, Statistics {

  /**
   * The rows of one object, one for each process that has it.
   *
   * @throws NoSuchObjectException if none has it
   * @throws OperationFailedException if a process does not answer
   */
  List<ProcessRow> rows(ObjectName name) throws IOException, InterruptedException;

  /** The processes that are asked. */
  Processes processes();
}
