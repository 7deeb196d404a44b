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

class ResponseLineReaderTest {
  private static final String BODY = "x".repeat(20_000);
  private static final String ANSWER =
      "HTTP/1.1 200 \r\nContent-LENGTH: 20000\r\n\r\n" + BODY + "HTTP/1.1 404 \r\n\n";

  /** Of which so many bytes come at once. */
  private static ResponseLineReader lines(String text, int atOnce) {
    InputStream all = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    return new ResponseLineReader(
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
    ResponseLineReader responseLineReader = lines(ANSWER, atOnce);
    responseLineReader.nextLine();
    assertThat(responseLineReader.number(9, 12)).isEqualTo(200);
    responseLineReader.nextLine();
    assertThat(responseLineReader.lineBegins("content-length: ".getBytes(ISO_8859_1))).isTrue();
    assertThat(responseLineReader.lineBegins("content-length: 20000 ".getBytes(ISO_8859_1)))
        .isFalse();
    assertThat(responseLineReader.number(16, responseLineReader.lineLength())).isEqualTo(20_000);
    responseLineReader.nextLine();
    assertThat(responseLineReader.isEmptyLine()).isTrue();
    responseLineReader.skip(20_000);
    responseLineReader.nextLine();
    assertThat(responseLineReader.number(9, 12)).isEqualTo(404);
    assertThat(responseLineReader.isSilent()).isFalse();
    responseLineReader.nextLine();
    assertThat(responseLineReader.isEmptyLine()).isTrue();
    assertThat(responseLineReader.isSilent()).isTrue();
    assertThatThrownBy(responseLineReader::nextLine).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12a4", "-123", "99999999999"})
  void refusesWhatIsNoNumber(String text) throws IOException {
    ResponseLineReader responseLineReader = lines(text + "\n", 100);
    responseLineReader.nextLine();
    assertThatThrownBy(() -> responseLineReader.number(0, responseLineReader.lineLength()))
        .isInstanceOfAny(IOException.class, ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_192, 100_000})
  void refusesALineWithoutAnEnd(int length) {
    ResponseLineReader responseLineReader = lines("x".repeat(length), 4_096);
    assertThatThrownBy(responseLineReader::nextLine).hasMessageContaining("too long");
  }
}
