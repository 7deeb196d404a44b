package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerKillTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path dir;

  @Test
  void keepsEverythingOverKillNine() throws Exception {
    String cluster;
    try (var child = start("first")) {
      var client = client(child);
      client.fill("a", "b");
      cluster = client.clusterId();
      child.kill();
    }
    try (var child = start("after-kill")) {
      var client = client(child);
      assertThat(client.clusterId()).isEqualTo(cluster);
      client.write("c");
      assertThat(client.read(3)).containsExactly("a", "b", "c");
      assertThat(client.committed()).isEqualTo(1);
      assertThat(child.stop(BOUND)).isEqualTo(143);
    }
    try (var child = start("after-stop")) {
      assertThat(client(child).read(3)).containsExactly("a", "b", "c");
    }
  }

  private ChildJvm start(String name) {
    return JavaCommand.main(BrokerMain.class)
        .jvmArgs("-Xmx256m")
        .args(dir.resolve("data").toString())
        .start(dir.resolve(name + ".log"));
  }

  private static BrokerClient client(ChildJvm child) {
    return new BrokerClient(child.awaitLine(Pattern.compile("^ready "), BOUND).split(" ")[1]);
  }
}
