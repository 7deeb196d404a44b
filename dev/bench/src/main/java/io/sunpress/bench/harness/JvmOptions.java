package io.sunpress.bench.harness;

import java.util.List;

/**
 * What a part's virtual machine is told: 512 MiB of heap for each, and for ours what their images
 * say.
 *
 * @param options of the command line
 */
record JvmOptions(List<String> options) {
  private static final String HEAP = "-Xmx512m";

  /** Broker, S3 server, simulator. */
  static final JvmOptions PLAIN = new JvmOptions(List.of(HEAP));

  /** As in the worker's Dockerfile; the worker that ours is compared with has it too. */
  static final JvmOptions WORKER = new JvmOptions(List.of(HEAP, "-XX:+UseParallelGC"));

  /** As in the API's Dockerfile: all of the heap from the start. */
  static final JvmOptions API = new JvmOptions(List.of(HEAP, "-Xms512m"));

  JvmOptions {
    options = List.copyOf(options);
  }
}
