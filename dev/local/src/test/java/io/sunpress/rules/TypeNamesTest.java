package io.sunpress.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One name, one meaning: who reads a simple name need not look at the import. */
class TypeNamesTest {
  private static final Path MAIN_SOURCES = Path.of("src", "main", "java");

  @Test
  void noTwoTopLevelTypesShareAName() throws IOException {
    Map<String, List<Path>> byName =
        mainTypes().stream().collect(Collectors.groupingBy(path -> path.getFileName().toString()));
    assertThat(byName).hasSizeGreaterThan(400);
    assertThat(byName.values()).allMatch(paths -> paths.size() == 1);
  }

  private static List<Path> mainTypes() throws IOException {
    try (Stream<Path> files = Files.walk(SourceCheckout.root())) {
      return files.filter(TypeNamesTest::isMainType).toList();
    }
  }

  private static boolean isMainType(Path path) {
    Path parent = path.getParent();
    return path.toString().endsWith(".java")
        && !path.endsWith("package-info.java")
        && parent.toString().contains(MAIN_SOURCES.toString());
  }
}
