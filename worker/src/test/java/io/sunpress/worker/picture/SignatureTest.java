package io.sunpress.worker.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes alone: nothing is decoded here. */
class SignatureTest {
  @ParameterizedTest
  @CsvSource({
    "JPEG, ffd8ffe0aabbccddeeff0011ffd9",
    "PNG, 89504e470d0a1a0aaabbccddeeff00110000000049454e44ae426082"
  })
  void onlyWholeBytesAreComplete(Signature signature, String hex) {
    byte[] whole = HexFormat.of().parseHex(hex);
    assertThat(Signature.of(whole)).contains(signature);
    assertThat(signature.isComplete(whole)).isTrue();
    for (int length = 0; length < whole.length; length++) {
      assertThat(signature.isComplete(Arrays.copyOf(whole, length)))
          .as("%d bytes of %d", length, whole.length)
          .isFalse();
    }
    assertThat(signature.isComplete(Arrays.copyOf(whole, whole.length + 1)))
        .as("more behind it")
        .isFalse();
  }
}
