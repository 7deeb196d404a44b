package io.sunpress.api.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both catalogues have the same texts, and those that the code asks for. */
class MessagesTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Pattern USE = Pattern.compile("LocalizedText\\.of\\(\\s*\"([^\"]+)\"");
  private static final Pattern BY_FIELD =
      Pattern.compile("field\\..*|anqicms\\.(page|scene|app|field)(\\..*)?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  /** In Chinese the cause, an English sentence of the reader's, is left out. */
  private static final Set<String> FEWER_IN_CHINESE = Set.of("problem.not-json.detail");

  private final Properties english = catalogue("en");
  private final Properties chinese = catalogue("zh");

  /** AnqiCMS's clients are answered in Chinese; English is a field's own sentence. */
  private static boolean isChineseOnly(Object key) {
    return key.toString().startsWith("anqicms.") || key.toString().startsWith("field.");
  }

  @Test
  void haveTheSameKeys() {
    Set<Object> both = new HashSet<>(chinese.keySet());
    both.removeIf(MessagesTest::isChineseOnly);
    assertThat(both).isEqualTo(english.keySet());
  }

  @Test
  void haveTheSamePlaceholders() {
    for (String key : english.stringPropertyNames()) {
      if (!FEWER_IN_CHINESE.contains(key)) {
        assertThat(placeholders(chinese, key)).as(key).isEqualTo(placeholders(english, key));
      }
    }
  }

  @Test
  void areInTheirLanguages() {
    for (String key : english.stringPropertyNames()) {
      assertThat(english.getProperty(key)).as(key).doesNotContainPattern("\\p{IsHan}");
    }
  }

  @Test
  void haveEveryKeyThatIsUsedAndNoOther() throws IOException {
    Set<String> used = new TreeSet<>(wechat());
    // Chosen by field and reason: the tests of the refusals look for each.
    chinese.stringPropertyNames().stream().filter(BY_FIELD.asMatchPredicate()).forEach(used::add);
    try (Stream<Path> files = Files.walk(MAIN.resolve("java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        USE.matcher(Files.readString(file, UTF_8))
            .results()
            .map(found -> found.group(1))
            .forEach(used::add);
      }
    }
    assertThat(new TreeSet<>(chinese.stringPropertyNames())).isEqualTo(used);
  }

  private static Set<String> wechat() {
    Stream<CodeError> numbered =
        WeChatErrorTexts.errcodes().stream()
            .map(
                errcode ->
                    new CodeError(
                        ErrorClass.UNKNOWN, OptionalInt.of(errcode), "", Optional.empty()));
    Stream<CodeError> classes = Stream.of(ErrorClass.values()).map(type -> CodeError.of(type, ""));
    return Stream.concat(numbered, classes)
        .map(WeChatErrorTexts::of)
        .flatMap(each -> Stream.of(each.what().keys().get(0), each.advice().keys().get(0)))
        .collect(Collectors.toSet());
  }

  private static List<String> placeholders(Properties catalogue, String key) {
    return PLACEHOLDER
        .matcher(catalogue.getProperty(key))
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  private static Properties catalogue(String language) {
    Properties texts = new Properties();
    try (var in =
        Files.newBufferedReader(MAIN.resolve("resources/messages_" + language + ".properties"))) {
      texts.load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return texts;
  }
}
