package io.sunpress.api.console;

import io.sunpress.api.web.EntityTags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;

/**
 * One file of the pages, kept in memory.
 *
 * @param name without a directory
 * @param type its media type
 * @param bytes what is in it
 * @param tag its entity tag: a new release is seen at once, an old one is not sent again
 */
record StaticFile(String name, MediaType type, byte[] bytes, String tag) {
  private static final Map<String, MediaType> TYPES =
      Map.of(
          "html", new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
          "css", new MediaType("text", "css", StandardCharsets.UTF_8),
          "js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
          "svg", new MediaType("image", "svg+xml"));

  StaticFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(tag, "tag");
    bytes = bytes.clone();
  }

  static StaticFile of(Resource file) {
    String name = Objects.requireNonNull(file.getFilename(), "a file has a name");
    MediaType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("a page can't consist of " + name);
    }
    try (InputStream in = file.getInputStream()) {
      byte[] bytes = in.readAllBytes();
      return new StaticFile(name, type, bytes, EntityTags.tagOf(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }
}
