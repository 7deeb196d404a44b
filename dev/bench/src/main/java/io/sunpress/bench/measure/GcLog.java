package io.sunpress.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM wrote of its collections, as by {@link #option}. */
public final class GcLog {
  private static final Pattern COLLECTION =
      Pattern.compile("\\bPause (?:Young|Full) .* \\d+M->(\\d+)M\\(");

  private GcLog() {}

  /** What makes a JVM write it. */
  public static String option(Path file) {
    return "-Xlog:gc:file=" + file;
  }

  /** MiB of heap that were in use after the collection that left most; 0 before the first. */
  public static long mostMiB(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return mostMiB(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("no log of collections", e);
    }
  }

  static long mostMiB(Stream<String> lines) {
    return lines
        .flatMap(line -> COLLECTION.matcher(line).results())
        .map((MatchResult collection) -> collection.group(1))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }
}
