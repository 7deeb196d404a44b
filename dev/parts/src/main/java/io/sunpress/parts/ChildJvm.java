package io.sunpress.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A JVM of our own to be killed, stopped and suspended by tests, on Linux. Dies with this JVM or
 * with {@link #close()}; signals go to no other process.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Duration KILL_WITHIN = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS_WITHIN = Duration.ofSeconds(10);
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final JavaCommand command;
  private final Process process;
  private final Path file;
  private final ChildOutput output;
  private final Thread reaper;

  private ChildJvm(JavaCommand command, Process process, Path file) {
    this.command = command;
    this.process = process;
    this.file = file;
    this.output = new ChildOutput(process.getInputStream(), file);
    this.reaper = new Thread(process::destroyForcibly, "child-reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
    process.onExit().thenRun(this::forgetReaper);
  }

  static ChildJvm start(JavaCommand command, Path output) {
    try {
      return new ChildJvm(command, command.process().start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs; a suspended one does. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The file with all that it wrote; whole once it was stopped, killed or waited for. */
  public Path output() {
    return file;
  }

  /**
   * The first line since its start in which the pattern is found.
   *
   * @throws IllegalStateException if there is none within that time, or it ended without one
   */
  public String awaitLine(Pattern pattern, Duration within) {
    return output
        .await(pattern, within)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no line with "
                        + pattern
                        + " within "
                        + within
                        + " in "
                        + file
                        + (isAlive() ? "" : ", and " + command + " has ended")));
  }

  /**
   * Waits until it ends by itself.
   *
   * @return its exit code
   * @throws IllegalStateException if it is still there after that time
   */
  public int awaitExit(Duration within) {
    awaitEnd(within);
    return process.exitValue();
  }

  /** SIGKILL: it gets no chance to tidy up. Returns when it's gone. */
  public void kill() {
    process.toHandle().destroyForcibly();
    awaitEnd(KILL_WITHIN);
  }

  /**
   * SIGTERM: it runs its shutdown hooks.
   *
   * @return its exit code
   * @throws IllegalStateException if it is still there after that time; it is not killed then
   */
  public int stop(Duration within) {
    // By its handle: Process itself would close the pipe and lose the last words.
    process.toHandle().destroy();
    return awaitExit(within);
  }

  /** SIGSTOP: it stands still, with its sockets open, until {@link #resume()}. */
  public void suspend() {
    signal("STOP");
  }

  /** SIGCONT: it goes on where it was suspended. */
  public void resume() {
    signal("CONT");
  }

  /** Processor time it has used so far, all threads together, in seconds. */
  public double cpuSeconds() {
    return (double) process.info().totalCpuDuration().orElseThrow(this::gone).toNanos() / NANOS;
  }

  /** The most memory it has held so far, in bytes (VmHWM of proc(5)). */
  public long peakRssBytes() {
    try (var status = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
      return status
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow(this::gone);
    } catch (IOException e) {
      throw new UncheckedIOException(command + " has no status", e);
    }
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    kill();
  }

  private void signal(String name) {
    if (!isAlive()) {
      throw gone();
    }
    try {
      // The shell's own kill: the program of that name is not everywhere.
      var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("could not send SIG" + name + " to " + pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void awaitEnd(Duration within) {
    try {
      if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException(command + " still runs after " + within);
      }
      output.awaitEnd(LAST_WORDS_WITHIN);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void forgetReaper() {
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      // This JVM is shutting down: the reaper runs, and finds nobody.
    }
  }

  private IllegalStateException gone() {
    return new IllegalStateException(command + " has ended");
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a child", e);
  }
}
