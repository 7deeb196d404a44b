package io.sunpress.rules;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
final class SourceCheckout {
  private SourceCheckout() {}

  static Path root() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("docker-compose.yml"))) {
      path = path.getParent();
    }
    return path;
  }
}
