package io.sunpress.parts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a child process writes: copied to a file line by line, with a way to wait for a line. */
final class ChildOutput {
  private final Path file;
  private long lines;
  private boolean ended;

  ChildOutput(InputStream from, Path file) {
    this.file = file;
    try {
      Writer to = Files.newBufferedWriter(file);
      var thread = new Thread(() -> copy(from, to), "child-output " + file.getFileName());
      thread.setDaemon(true);
      thread.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * The first line, from the beginning on, in which the pattern is found; empty if none in time.
   */
  Optional<String> await(Pattern pattern, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    try (var reader = Files.newBufferedReader(file)) {
      for (long seen = 0; awaitMoreThan(seen, deadline); seen++) {
        String line = reader.readLine();
        if (pattern.matcher(line).find()) {
          return Optional.of(line);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Waits until everything is in the file; in vain where others hold the pipe as well. */
  synchronized void awaitEnd(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    for (long left = within.toNanos(); !ended && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private synchronized boolean awaitMoreThan(long seen, long deadline) {
    try {
      while (lines <= seen && !ended) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return false;
        }
        wait(millis);
      }
      return lines > seen;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a line", e);
    }
  }

  private void copy(InputStream from, Writer to) {
    try (to;
        var reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        to.write(line);
        to.write('\n');
        to.flush();
        written();
      }
    } catch (IOException e) {
      // A killed child's pipe may break rather than end; what was read is in the file.
    } finally {
      end();
    }
  }

  private synchronized void written() {
    lines++;
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
