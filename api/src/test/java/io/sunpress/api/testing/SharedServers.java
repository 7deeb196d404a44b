package io.sunpress.api.testing;

import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** One real broker and one real S3 server for all tests that leave them alone. */
final class SharedServers {
  static final String ACCESS_KEY = "test-access";
  static final String SECRET_KEY = "canary-storage-secret";

  static {
    // What is waited for is what counts: a busy machine takes its time.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  private static final Path DIRECTORY = directory();
  static final LocalBroker BROKER = LocalBroker.start(DIRECTORY.resolve("kafka"), 0);
  static final LocalS3 S3 = LocalS3.start(DIRECTORY.resolve("s3"), 0, ACCESS_KEY, SECRET_KEY);

  private SharedServers() {}

  static Path directory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "parts-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
