package io.sunpress.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sunpress.worker.source.SourceProperties;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** docs/operations/settings.md against the records that the settings are bound to. */
class SettingsPageTest {
  private static final Pattern TICKED = Pattern.compile("`([^`]+)`");
  private static final List<String> NOTHING = List.of("", "none", "empty", "all");

  private final Map<String, String> bound = bound();
  private final Map<String, String> documented = documented();

  @Test
  void documentsEverySettingAndNoOther() {
    assertThat(bound).as("settings found in the records").hasSizeGreaterThan(50);
    assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(bound.keySet());
  }

  @Test
  void givesTheDefaultsOfTheRecords() {
    Map<String, String> withDefault = new TreeMap<>(bound);
    withDefault.values().removeIf(String::isEmpty);
    Map<String, String> written = new TreeMap<>(documented);
    written.keySet().retainAll(withDefault.keySet());
    assertThat(written).containsExactlyInAnyOrderEntriesOf(withDefault);
  }

  private static Map<String, String> bound() {
    Map<String, String> settings = new TreeMap<>();
    collect(SourceProperties.class, "sunpress.sources.NAME.", settings);
    for (JavaClass one :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sunpress")) {
      if (one.isAnnotatedWith(ConfigurationProperties.class)) {
        Class<?> type = one.reflect();
        collect(type, type.getAnnotation(ConfigurationProperties.class).value() + ".", settings);
      }
    }
    return settings;
  }

  /** Spring reads the annotations of the constructor's parameters. */
  private static void collect(Class<?> type, String prefix, Map<String, String> settings) {
    RecordComponent[] components = type.getRecordComponents();
    Parameter[] parameters = type.getDeclaredConstructors()[0].getParameters();
    for (int i = 0; i < components.length; i++) {
      String name = prefix + name(components[i], parameters[i]);
      Class<?> element = element(components[i].getGenericType());
      if (isOurRecord(element)) {
        collect(element, name + "[].", settings);
      } else if (isOurRecord(components[i].getType())) {
        collect(components[i].getType(), name + ".", settings);
      } else {
        DefaultValue byDefault = parameters[i].getAnnotation(DefaultValue.class);
        settings.put(name, byDefault == null ? "" : String.join(",", byDefault.value()));
      }
    }
  }

  private static String name(RecordComponent component, Parameter parameter) {
    Name other = parameter.getAnnotation(Name.class);
    return other == null ? kebab(component.getName()) : other.value();
  }

  private static boolean isOurRecord(Class<?> type) {
    return type.isRecord() && type.getSimpleName().endsWith("Properties");
  }

  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType generic
            && generic.getActualTypeArguments()[0] instanceof Class<?> element
        ? element
        : Object.class;
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> documented() {
    Map<String, String> settings = new TreeMap<>();
    try {
      Files.readAllLines(SourceCheckout.root().resolve("docs/operations/settings.md")).stream()
          .filter(line -> line.startsWith("| `sunpress."))
          .map(line -> line.split("\\|"))
          .forEach(cells -> read(cells[1], cells[2], settings));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return settings;
  }

  /** A cell may hold {@code `a.b.c`, `.d`}: the second is {@code a.b.d}. */
  private static void read(String names, String value, Map<String, String> settings) {
    Matcher ticked = TICKED.matcher(names);
    String parent = "";
    while (ticked.find()) {
      String name = ticked.group(1).startsWith(".") ? parent + ticked.group(1) : ticked.group(1);
      parent = name.substring(0, name.lastIndexOf('.'));
      String text = value.replace("`", "").split(";|: |, one| \\(")[0].strip();
      settings.put(name, NOTHING.contains(text) ? "" : text);
    }
  }
}
