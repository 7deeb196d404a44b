package io.sunpress.bench.harness;

import io.sunpress.parts.LocalBroker;
import java.nio.file.Path;

/** The broker's JVM. */
final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * @param arguments the data directory
   */
  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    ParentWatch.ready(LocalBroker.start(Path.of(arguments[0]), 0).bootstrapServers());
  }
}
