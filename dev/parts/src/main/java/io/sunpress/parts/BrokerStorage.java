package io.sunpress.parts;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** A node's log directory: formatted once, then kept with its cluster id. */
final class BrokerStorage {
  private BrokerStorage() {}

  /**
   * The log directory, ready for use.
   *
   * @param cluster the id of a new one; one that is formatted keeps what it has
   */
  static Path ready(Path dataDir, int nodeId, Uuid cluster) {
    Path logDir = dataDir.toAbsolutePath().resolve("log");
    // Written last when formatting, so a start cut in the middle formats again.
    if (Files.notExists(logDir.resolve("meta.properties"))) {
      format(logDir, nodeId, cluster);
    }
    return logDir;
  }

  private static void format(Path logDir, int nodeId, Uuid cluster) {
    try {
      Files.createDirectories(logDir);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(nodeId)
          .setClusterId(cluster.toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setMetadataLogDirectory(logDir.toString())
          .addDirectory(logDir.toString())
          .setIgnoreFormatted(true)
          .run();
    } catch (java.io.IOException e) {
      throw new UncheckedIOException("cannot use " + logDir + " for Kafka", e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + logDir + " for Kafka", e);
    }
  }
}
