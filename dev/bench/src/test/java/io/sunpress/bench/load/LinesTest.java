package io.sunpress.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  private static final String BODY = "x".repeat(20_000);
  private static final String ANSWER =
      "HTTP/1.1 200 \r\nContent-LENGTH: 20000\r\n\r\n" + BODY + "HTTP/1.1 404 \r\n\n";

  /** Of which so many bytes come at once. */
  private static Lines lines(String text, int atOnce) {
    InputStream all = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    return new Lines(
        new InputStream() {
          @Override
          public int read() throws IOException {
            return all.read();
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return all.read(bytes, from, Math.min(length, atOnce));
          }

          @Override
          public int available() throws IOException {
            return all.available();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 1_000, 100_000})
  void readsAnswersHoweverTheyCome(int atOnce) throws IOException {
    Lines lines = lines(ANSWER, atOnce);
    lines.nextLine();
    assertThat(lines.number(9, 12)).isEqualTo(200);
    lines.nextLine();
    assertThat(lines.lineBegins("content-length: ".getBytes(ISO_8859_1))).isTrue();
    assertThat(lines.lineBegins("content-length: 20000 ".getBytes(ISO_8859_1))).isFalse();
    assertThat(lines.number(16, lines.lineLength())).isEqualTo(20_000);
    lines.nextLine();
    assertThat(lines.isEmptyLine()).isTrue();
    lines.skip(20_000);
    lines.nextLine();
    assertThat(lines.number(9, 12)).isEqualTo(404);
    assertThat(lines.isSilent()).isFalse();
    lines.nextLine();
    assertThat(lines.isEmptyLine()).isTrue();
    assertThat(lines.isSilent()).isTrue();
    assertThatThrownBy(lines::nextLine).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12a4", "-123", "99999999999"})
  void refusesWhatIsNoNumber(String text) throws IOException {
    Lines lines = lines(text + "\n", 100);
    lines.nextLine();
    assertThatThrownBy(() -> lines.number(0, lines.lineLength()))
        .isInstanceOfAny(IOException.class, ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_192, 100_000})
  void refusesALineWithoutAnEnd(int length) {
    Lines lines = lines("x".repeat(length), 4_096);
    assertThatThrownBy(lines::nextLine).hasMessageContaining("too long");
  }
}
