package io.sunpress.worker.pipeline;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;

/** What is said of faults of our own. */
final class WorkerFault {
  private WorkerFault() {}

  /** The error, without the fault's own text: it may hold anything. */
  static CodeError of(Throwable fault) {
    return CodeError.of(
        ErrorClass.UNKNOWN, "a fault of the worker: " + fault.getClass().getSimpleName());
  }
}
