package io.sunpress.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes alone: nothing is decoded here. */
class ImageSignatureTest {
  @ParameterizedTest
  @CsvSource({
    "JPEG, ffd8ffe0aabbccddeeff0011ffd9",
    "PNG, 89504e470d0a1a0aaabbccddeeff00110000000049454e44ae426082"
  })
  void onlyWholeBytesAreComplete(ImageSignature imageSignature, String hex) {
    byte[] whole = HexFormat.of().parseHex(hex);
    assertThat(ImageSignature.of(whole)).contains(imageSignature);
    assertThat(imageSignature.isComplete(whole)).isTrue();
    for (int length = 0; length < whole.length; length++) {
      assertThat(imageSignature.isComplete(Arrays.copyOf(whole, length)))
          .as("%d bytes of %d", length, whole.length)
          .isFalse();
    }
    assertThat(imageSignature.isComplete(Arrays.copyOf(whole, whole.length + 1)))
        .as("more behind it")
        .isFalse();
  }
}
