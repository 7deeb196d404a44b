package io.sunpress.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The directory of one run: the parts' data and what the children print. Removed at the end. */
public final class RunDirectory implements AutoCloseable {
  private static final int LAST_LINES = 20;
  private static final Duration REMOVAL = Duration.ofSeconds(10);

  private final Path root;
  private final boolean keep;

  private final Thread hook = new Thread(this::close, "workplace-removal");

  private RunDirectory(Path root, boolean keep) {
    this.root = root;
    this.keep = keep;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * A new one.
   *
   * @param parent where it is made
   * @param keep whether it stays, to be looked at
   */
  public static RunDirectory in(Path parent, boolean keep) {
    try {
      return new RunDirectory(
          Files.createTempDirectory(Files.createDirectories(parent), "sunpress-bench-"), keep);
    } catch (IOException e) {
      throw new UncheckedIOException("no place to work in " + parent, e);
    }
  }

  /** A part's directory, made by the part itself. */
  public Path data(String name) {
    return root.resolve(name);
  }

  /** A place within this one, for a second installation; it goes with this one. */
  public RunDirectory within(String name) {
    try {
      return new RunDirectory(Files.createDirectories(root.resolve(name)), true);
    } catch (IOException e) {
      throw new UncheckedIOException("no place to work in " + root, e);
    }
  }

  /** Where a child's output goes. */
  public Path output(String name) {
    return root.resolve(name + ".log");
  }

  /** The directory itself. */
  public Path root() {
    return root;
  }

  /** The end of each child's output, for whoever has to find out why it went wrong. */
  public List<String> lastWords() {
    List<String> words = new ArrayList<>();
    try (var files = Files.walk(root, 2)) {
      for (Path output : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        List<String> lines = Files.readAllLines(output);
        words.add("--- " + output.getFileName());
        words.addAll(lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
      }
    } catch (IOException e) {
      words.add("cannot read the output of the child processes: " + e);
    }
    return words;
  }

  @Override
  public void close() {
    if (!keep && !ConditionWait.pause(REMOVAL, this::isRemoved)) {
      throw new IllegalStateException("cannot remove " + root);
    }
    forgetHook();
  }

  /** Children that are being ended may still write: then it is tried again. */
  private boolean isRemoved() {
    if (Files.notExists(root)) {
      return true;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is shutting down: the hook is what runs.
    }
  }
}
