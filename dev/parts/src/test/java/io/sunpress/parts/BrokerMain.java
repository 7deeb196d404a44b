package io.sunpress.parts;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker in a JVM of its own, so that a test can kill it. */
final class BrokerMain {
  private BrokerMain() {}

  public static void main(String... args) throws InterruptedException {
    long begin = System.nanoTime();
    var broker = LocalBroker.start(Path.of(args[0]), 0);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    System.out.println(
        "ready " + broker.bootstrapServers() + " " + (System.nanoTime() - begin) / 1_000_000);
    new CountDownLatch(1).await();
  }
}
