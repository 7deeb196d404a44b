package io.sunpress.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import io.sunpress.parts.Ports;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Codes and jobs are still known after a stop, after kill -9, and after both. */
class RestartTest {
  @TempDir Path temp;

  @Test
  void stopKillAndStartKeepEveryCodeAndJob() throws Exception {
    int port = Ports.free();
    PlainHttpClient plainHttpClient = new PlainHttpClient(URI.create("http://127.0.0.1:" + port));
    String id;
    String url;
    try (ChildJvm first = start(port, 1)) {
      JsonNode code = plainHttpClient.code("{\"page\":\"pages/kept\",\"scene\":\"k=1\"}");
      id = code.path("id").asString();
      url = code.path("url").asString();
      assertKnown(plainHttpClient, id, url);
      first.kill();
    }
    try (ChildJvm second = start(port, 2)) {
      assertKnown(plainHttpClient, id, url);
      second.stop(Duration.ofSeconds(40));
    }
    try (ChildJvm third = start(port, 3)) {
      assertKnown(plainHttpClient, id, url);
      assertThat(plainHttpClient.url("/pages/kept", "k=1")).isEqualTo(url);
      third.kill();
    }
  }

  private static void assertKnown(PlainHttpClient plainHttpClient, String id, String url) {
    JsonNode job = plainHttpClient.job(id);
    assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("ready");
    assertThat(job.path("url").asString()).isEqualTo(url);
    assertThat(SimulatedCodeReader.read(plainHttpClient.fetch(url).body()).scene())
        .isEqualTo("k=1");
  }

  private ChildJvm start(int port, int run) throws Exception {
    ChildJvm child =
        JavaCommand.main(LocalMain.class)
            .args(
                "--data=" + temp.resolve("data"),
                "--port=" + port,
                "--kafka-port=0",
                "--s3-port=0",
                "--simulator-port=0")
            .start(temp.resolve("run-" + run + ".log"));
    child.awaitLine(Pattern.compile("^curl .*"), Duration.ofSeconds(90));
    return child;
  }
}
