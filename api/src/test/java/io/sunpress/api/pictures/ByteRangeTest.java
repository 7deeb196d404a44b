package io.sunpress.api.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ByteRangeTest {
  private static Optional<ByteRange> of(String method, String header) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
    request.addHeader("Range", header);
    return ByteRange.of(request);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, bytes 0-0/100",
    "bytes=10-19, bytes 10-19/100",
    "bytes=90-, bytes 90-99/100",
    "bytes=90-1000, bytes 90-99/100",
    "bytes=-1, bytes 99-99/100",
    "bytes=-1000, bytes 0-99/100",
    "BYTES = 5-6, bytes 5-6/100"
  })
  void saysWhichBytes(String header, String expected) {
    assertThat(of("GET", header).orElseThrow().within(100))
        .map(ByteRange.Slice::contentRange)
        .contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999-"})
  void saysWhichBytesAreNotThere(String header) {
    assertThat(of("GET", header).orElseThrow().within(100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,3-4",
        "bytes=",
        "bytes=-",
        "bytes=2-1",
        "lines=0-1",
        "bytes=a-b",
        "0-1",
        "bytes=9999999999999999999-",
        "bytes 0-1"
      })
  void severalOtherAndNonsenseAreIgnored(String header) {
    assertThat(of("GET", header)).isEmpty();
  }

  @Test
  void isForGetOnly() {
    assertThat(of("HEAD", "bytes=0-0")).isEmpty();
  }
}
