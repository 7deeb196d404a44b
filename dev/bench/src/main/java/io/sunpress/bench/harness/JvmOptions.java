package io.sunpress.bench.harness;

import java.util.List;

/**
 * The options of a part's virtual machine: 512 MiB of heap for each but the broker, and for ours
 * what their images set.
 *
 * @param options of the command line
 */
record JvmOptions(List<String> options) {
  private static final String HEAP = "-Xmx512m";

  /** S3 server, simulator. */
  static final JvmOptions PLAIN = new JvmOptions(List.of(HEAP));

  /** As Kafka's own script starts a broker. */
  static final JvmOptions BROKER =
      new JvmOptions(
          List.of(
              "-Xms1g",
              "-Xmx1g",
              "-XX:+UseG1GC",
              "-XX:MaxGCPauseMillis=20",
              "-XX:InitiatingHeapOccupancyPercent=35",
              "-XX:+ExplicitGCInvokesConcurrent"));

  /** As in the worker's Dockerfile; the worker that ours is compared with has it too. */
  static final JvmOptions WORKER = new JvmOptions(List.of(HEAP, "-XX:+UseParallelGC"));

  /** As in the API's Dockerfile: all of the heap from the start. */
  static final JvmOptions API = new JvmOptions(List.of(HEAP, "-Xms512m"));

  JvmOptions {
    options = List.copyOf(options);
  }
}
