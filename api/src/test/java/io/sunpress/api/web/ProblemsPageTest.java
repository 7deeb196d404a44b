package io.sunpress.api.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} says what the code says. */
class ProblemsPageTest {
  private static final Path SOURCES = Path.of("src/main/java/io/sunpress/api");
  private static final Path FRESH = Path.of("target", "problems.md");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z-]+)}");
  private static final Pattern STATUS_AND_NAME =
      Pattern.compile("HttpStatus\\.[A-Z_]+,\\s*\"([a-z-]+)\"");
  private static final Pattern OTHER_NAME =
      Pattern.compile("(?:return again\\(|: |\\? )\\s*\"([a-z]+(?:-[a-z]+)+)\"");
  private static final Pattern ROW =
      Pattern.compile("^\\| `/problems/([a-z-]+)` \\|", Pattern.MULTILINE);

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/problems.md"), UTF_8);
  }

  @Test
  void everyTypeOfProblemIsOnThePageAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file, UTF_8);
        collect(STATUS_AND_NAME, source, named);
        if (source.contains("Problem")) {
          collect(OTHER_NAME, source, named);
        }
      }
    }
    Set<String> told = new TreeSet<>();
    collect(ROW, page(), told);
    assertThat(told).isEqualTo(named);
  }

  private static void collect(Pattern pattern, String text, Set<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  /** It is made of its prose and the message catalogues. */
  @Test
  void isTheOneThatIsCheckedIn() throws IOException {
    String prose;
    try (InputStream file = ProblemsPageTest.class.getResourceAsStream("problems-page.md")) {
      prose = new String(file.readAllBytes(), UTF_8);
    }
    String made =
        PLACEHOLDER
            .matcher(prose)
            .replaceAll(found -> Matcher.quoteReplacement(texts(found.group(1))));
    Files.writeString(FRESH, made);
    assertThat(page())
        .as("docs/problems.md; api/%s is made of the catalogues: copy it if meant", FRESH)
        .isEqualTo(made);
  }

  private static String texts(String name) {
    return switch (name) {
      case "errcodes" ->
          WeChatErrorTexts.errcodes().stream()
              .sorted()
              .map(errcode -> "| " + errcode + " | " + sentences(error(errcode)))
              .collect(Collectors.joining("\n"));
      case "classes" ->
          Stream.of(ErrorClass.values())
              .map(type -> "| `" + type.wireName() + "` | " + sentences(CodeError.of(type, "")))
              .collect(Collectors.joining("\n"));
      default -> {
        LocalizedText title = LocalizedText.of("problem." + name + ".title");
        yield title.in(Language.ENGLISH) + " | " + title.in(Language.CHINESE);
      }
    };
  }

  private static CodeError error(int errcode) {
    return new CodeError(ErrorClass.UNKNOWN, OptionalInt.of(errcode), "", Optional.empty());
  }

  private static String sentences(CodeError error) {
    ErrorExplanation cause = WeChatErrorTexts.of(error);
    return String.join(
            " | ",
            cause.what().in(Language.ENGLISH),
            cause.advice().in(Language.ENGLISH),
            cause.what().in(Language.CHINESE),
            cause.advice().in(Language.CHINESE))
        + " |";
  }
}
