package io.sunpress.bench.harness;

/** A child whose parent was killed must not stay behind. */
final class ParentWatch {
  private ParentWatch() {}

  /** Ends this JVM when the one that has started it is gone. */
  static void begin() {
    ProcessHandle.current()
        .parent()
        .orElseThrow()
        .onExit()
        .thenRun(() -> Runtime.getRuntime().halt(1));
  }

  /** Prints its address, and runs until it is ended. */
  static void ready(Object address) throws InterruptedException {
    System.out.println("READY " + address);
    Thread.currentThread().join();
  }
}
