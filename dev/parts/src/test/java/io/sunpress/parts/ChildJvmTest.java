package io.sunpress.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Pattern WAITING = Pattern.compile("^waiting$");

  @TempDir Path dir;

  @Test
  void passesArgumentsAndEnvironmentAndKeepsTheOutput() throws Exception {
    var command = command().args("one", "two words").env("CHILD_NAME", "Ann");
    try (var child = command.start(dir.resolve("out"))) {
      assertThat(child.awaitLine(Pattern.compile("hello"), BOUND))
          .isEqualTo("hello [one, two words] Ann");
      child.awaitLine(WAITING, BOUND);
      assertThat(child.awaitLine(Pattern.compile("two w.rds"), BOUND)).startsWith("hello");
      assertThat(child.output()).content().startsWith("hello [one, two words] Ann\nwaiting\n");
    }
    assertThat(command.toString()).contains("CHILD_NAME").doesNotContain("Ann");
  }

  @Test
  void stopLetsItTidyUp() {
    try (var child = command().start(dir.resolve("out"))) {
      child.awaitLine(WAITING, BOUND);

      assertThat(child.stop(BOUND)).isEqualTo(143);

      assertThat(child.awaitLine(Pattern.compile("tidied up"), BOUND)).isNotNull();
    }
  }

  @Test
  void killDoesNotLetItTidyUp() throws Exception {
    try (var child = command().start(dir.resolve("out"))) {
      child.awaitLine(WAITING, BOUND);

      child.kill();

      assertThat(child.isAlive()).isFalse();
      assertThat(ProcessHandle.of(child.pid())).isEmpty();
      assertThat(Files.readString(child.output())).doesNotContain("tidied up");
    }
  }

  @Test
  void standsStillWhileSuspended() {
    try (var child = command().args("count").start(dir.resolve("out"))) {
      child.awaitLine(Pattern.compile("tick 100$"), BOUND);

      child.suspend();
      Awaitility.await().atMost(BOUND).until(() -> state(child) == 'T');
      double before = child.cpuSeconds();
      Awaitility.await()
          .during(Duration.ofMillis(300))
          .atMost(BOUND)
          .until(() -> child.cpuSeconds() == before);

      child.resume();
      Awaitility.await().atMost(BOUND).until(() -> child.cpuSeconds() > before);
    }
  }

  @Test
  void killsASuspendedOne() {
    try (var child = command().start(dir.resolve("out"))) {
      child.awaitLine(WAITING, BOUND);
      child.suspend();

      child.kill();

      assertThat(child.isAlive()).isFalse();
      assertThatThrownBy(child::resume).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void measuresMemoryAndProcessorTime() {
    try (var child = command().start(dir.resolve("out"))) {
      child.awaitLine(WAITING, BOUND);

      assertThat(child.peakRssBytes()).isBetween(10L << 20, 1L << 30);
      assertThat(child.cpuSeconds()).isBetween(0.01, 20.0);
    }
  }

  @Test
  void saysSoWhenItEndsWithoutTheLine() {
    try (var child = command().args("fail").start(dir.resolve("out"))) {
      assertThatThrownBy(() -> child.awaitLine(WAITING, Duration.ofMinutes(5)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("waiting")
          .hasMessageContaining(child.output().toString());
    }
  }

  @Test
  void hasAllThatItWroteOnceItHasEnded() throws Exception {
    try (var child = command().args("talk").start(dir.resolve("out"))) {
      assertThat(child.awaitExit(BOUND)).isZero();
      assertThat(Files.readString(child.output()).endsWith("\n" + "a word\n".repeat(100_000)))
          .isTrue();
    }
  }

  /** They come half a second after its own end, from a process that has its pipe as well. */
  @Test
  void hasTheLastWordsToo() {
    try (var child = command().args("leave-an-heir").start(dir.resolve("out"))) {
      assertThat(child.awaitExit(BOUND)).isZero();
      assertThat(child.output()).content().endsWith("last words\n");
    }
  }

  @Test
  void givesUpWaitingForALine() {
    try (var child = command().start(dir.resolve("out"))) {
      assertThatThrownBy(() -> child.awaitLine(Pattern.compile("never"), Duration.ofMillis(200)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("never");
      assertThat(child.isAlive()).isTrue();
    }
  }

  private static JavaCommand command() {
    return JavaCommand.main(ChildMain.class).jvmArgs("-Xmx64m", "-XX:TieredStopAtLevel=1");
  }

  private static char state(ChildJvm child) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }
}
