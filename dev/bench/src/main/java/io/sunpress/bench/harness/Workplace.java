package io.sunpress.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The directory of one run: the parts' data and what the children print. Removed at the end. */
public final class Workplace implements AutoCloseable {
  private static final int LAST_LINES = 20;

  private final Path root;
  private final boolean keep;

  private Workplace(Path root, boolean keep) {
    this.root = root;
    this.keep = keep;
  }

  /**
   * A new one.
   *
   * @param parent where it is made
   * @param keep whether it stays, to be looked at
   */
  public static Workplace in(Path parent, boolean keep) {
    try {
      return new Workplace(
          Files.createTempDirectory(Files.createDirectories(parent), "sunpress-bench-"), keep);
    } catch (IOException e) {
      throw new UncheckedIOException("no place to work in " + parent, e);
    }
  }

  /** A part's directory, made by the part itself. */
  public Path data(String name) {
    return root.resolve(name);
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
    try (var files = Files.list(root)) {
      for (Path output : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        List<String> lines = Files.readAllLines(output);
        words.add("--- " + output.getFileName());
        words.addAll(lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
      }
    } catch (IOException e) {
      words.add("cannot read what the children said: " + e);
    }
    return words;
  }

  @Override
  public void close() {
    if (keep) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + root, e);
    }
  }
}
