package io.sunpress.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir Path dir;

  @Test
  void leavesNothingBehind() throws Exception {
    try (RunDirectory place = RunDirectory.in(dir, false)) {
      Files.createDirectories(place.data("kafka").resolve("topic-0"));
      Files.writeString(place.data("kafka").resolve("topic-0").resolve("log"), "records");
      Files.writeString(place.output("broker"), "started\n");
    }
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void leavesEverythingWhenToldTo() throws Exception {
    try (RunDirectory place = RunDirectory.in(dir, true)) {
      Files.writeString(place.output("broker"), "started\n");
    }
    assertThat(dir).isNotEmptyDirectory();
  }

  @Test
  void quotesTheEndOfWhatChildrenSaid() throws Exception {
    try (RunDirectory place = RunDirectory.in(dir, false)) {
      Files.writeString(place.output("broker"), "line\n".repeat(100) + "the end\n");

      assertThat(place.lastWords())
          .hasSizeLessThan(30)
          .contains("--- broker.log")
          .endsWith("the end");
    }
  }
}
