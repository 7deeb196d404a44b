package io.sunpress.worker.delay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers as text, one of each name. */
final class TextHeaders {
  private static final int MAX_DIGITS = 6;

  private TextHeaders() {}

  static Optional<String> read(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }

  /** A number that is not negative; 0 where there is none. */
  static int readCount(Headers headers, String name) {
    return read(headers, name)
        .filter(text -> text.matches("[0-9]{1," + MAX_DIGITS + "}"))
        .map(Integer::valueOf)
        .orElse(0);
  }

  static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }
}
