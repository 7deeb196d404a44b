package io.sunpress.api.openapi;

import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.HttpProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code openapi.yaml}, with its placeholders filled for this server, as JSON. */
@Component
final class OpenApiTemplate {
  private static final String FILE = "/openapi.yaml";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z-]+)}");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Map<String, Object> values;
  private final byte[] document;

  OpenApiTemplate(HttpProperties http, RequestProperties request) {
    this.values = PlaceholderValues.of(http, request);
    // With a line's end after the last line: it is kept as a file, and compared with one.
    this.document = (JSON.writeValueAsString(fill(load())) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** UTF-8. */
  byte[] document() {
    return document.clone();
  }

  private static Object load() {
    try (InputStream in = OpenApiTemplate.class.getResourceAsStream(FILE)) {
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .load(Objects.requireNonNull(in, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object fill(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> filled = new LinkedHashMap<>();
      map.forEach((key, value) -> filled.put(key, fill(value)));
      return filled;
    }
    if (node instanceof List<?> list) {
      return list.stream().map(this::fill).toList();
    }
    return node instanceof String text ? fill(text) : node;
  }

  /** A text that is one placeholder becomes its value, a number or a list. */
  private Object fill(String text) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    return placeholder.matches()
        ? value(placeholder.group(1))
        : placeholder.replaceAll(
            found -> Matcher.quoteReplacement(value(found.group(1)).toString()));
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(FILE + " has the unknown placeholder " + name);
    }
    return value;
  }
}
