package io.sunpress.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Other people's bytes as text that can be printed: one line, nothing that moves a cursor. */
final class PrintableText {
  private static final int MAX_LENGTH = 300;

  private PrintableText() {}

  static String line(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH) : clean;
  }

  static Optional<String> header(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(PrintableText::utf8);
  }

  static String utf8(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
