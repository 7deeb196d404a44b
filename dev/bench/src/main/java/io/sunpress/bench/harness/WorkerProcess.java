package io.sunpress.bench.harness;

import io.sunpress.worker.WorkerApplication;

/** A worker's JVM: the worker itself, but for the watch on its parent. */
final class WorkerProcess {
  private WorkerProcess() {}

  /**
   * @param arguments the worker's own
   */
  public static void main(String[] arguments) {
    ParentWatch.begin();
    WorkerApplication.main(arguments);
  }
}
