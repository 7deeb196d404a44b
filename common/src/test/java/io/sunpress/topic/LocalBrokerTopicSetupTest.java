package io.sunpress.topic;

import io.sunpress.parts.LocalBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On the Kafka broker that runs in this JVM. */
class LocalBrokerTopicSetupTest extends TopicSetupContract {
  private static LocalBroker broker;

  @BeforeAll
  static void start(@TempDir Path dir) {
    broker = LocalBroker.start(dir, 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Override
  String bootstrapServers() {
    return broker.bootstrapServers();
  }
}
