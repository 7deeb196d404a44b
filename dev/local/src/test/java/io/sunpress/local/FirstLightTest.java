package io.sunpress.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.simulator.picture.SimulatedCodeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the parts inside this JVM. */
class FirstLightTest extends WholeSystemContract {
  @TempDir static Path data;
  private LocalSunpress started;

  @Override
  LocalSunpress start() {
    started = LocalSunpress.start(LocalOptions.at(data));
    return started;
  }

  @Override
  String bootstrapServers() {
    return started.bootstrapServers();
  }

  @Test
  void aPictureThatIsGoneFromTheBucketIsDrawnAnewByItself() throws IOException {
    PlainHttpClient plainHttpClient = new PlainHttpClient(started.http());
    String url = plainHttpClient.url("pages/gone", "g=1");
    removeFromBucket(url.substring(url.lastIndexOf('/') + 1));
    assertThat(plainHttpClient.fetch(url).statusCode()).isEqualTo(404);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> plainHttpClient.fetch(url).statusCode() == 200);
    assertThat(SimulatedCodeReader.read(plainHttpClient.fetch(url).body()).scene())
        .isEqualTo("g=1");
    assertThat(
            started
                .simulator()
                .orElseThrow()
                .calls()
                .where(call -> call.facts().page().equals("pages/gone"))
                .size())
        .isEqualTo(2);
  }

  private static void removeFromBucket(String name) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("s3"))) {
      Files.delete(
          files
              .filter(file -> file.getFileName().toString().equals(name))
              .findFirst()
              .orElseThrow());
    }
  }
}
