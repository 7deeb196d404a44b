package io.sunpress.engine;

import io.sunpress.parts.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** One broker for all tests of this module, which break nothing of it. */
final class TestBroker {
  private static final LocalBroker SHARED = start();

  private TestBroker() {}

  static LocalBroker shared() {
    return SHARED;
  }

  private static LocalBroker start() {
    try {
      LocalBroker broker = LocalBroker.start(Files.createTempDirectory("sunpress-engine-test"), 0);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
