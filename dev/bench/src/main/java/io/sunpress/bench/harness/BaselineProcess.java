package io.sunpress.bench.harness;

import io.sunpress.bench.baseline.BaselineApplication;

/** The baseline's JVM. */
final class BaselineProcess {
  private BaselineProcess() {}

  /**
   * @param arguments the baseline's own
   */
  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    BaselineApplication.main(arguments);
    ParentWatch.ready("baseline");
  }
}
