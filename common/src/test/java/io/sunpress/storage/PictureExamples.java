package io.sunpress.storage;

import io.sunpress.Examples;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import java.util.Random;

/** Pictures and names for them; a name is given out once. */
final class PictureExamples {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private PictureExamples() {}

  static PictureKey name(PictureFormat format) {
    Random random = new Random();
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new PictureKey(Examples.APP, new CodeId(id.toString()), format);
  }

  /** No real picture: the store does not look into it. */
  static Picture picture(PictureFormat format, int seed) {
    byte[] bytes = new byte[10_000 + seed];
    new Random(seed).nextBytes(bytes);
    return Picture.of(format, bytes);
  }
}
