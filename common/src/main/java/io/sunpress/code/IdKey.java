package io.sunpress.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The installation's key for code ids. Keyed, so that nobody can guess a picture's URL from a
 * guessable scene. Another key means other ids for all codes, so its fingerprint is kept beside the
 * pictures.
 */
public final class IdKey {
  /** At least so many characters: 128 bits in hexadecimal. */
  public static final int MIN_LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac fresh;

  private IdKey(Mac fresh) {
    this.fresh = fresh;
  }

  /**
   * @throws IllegalArgumentException if the secret is shorter than {@link #MIN_LENGTH} characters
   */
  public static IdKey of(Secret secret) {
    if (secret.reveal().length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "the id-key must have at least " + MIN_LENGTH + " characters");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), ALGORITHM));
      return new IdKey(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Distinguishes keys without revealing them: 16 hexadecimal digits. */
  public String fingerprint() {
    return HexFormat.of().formatHex(hash("sunpress-id-key/1"), 0, 8);
  }

  /** By a copy: finding the algorithm and preparing the key costs more than a hash. */
  byte[] hash(String text) {
    try {
      return ((Mac) fresh.clone()).doFinal(text.getBytes(UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's " + ALGORITHM + " can be copied", e);
    }
  }

  @Override
  public String toString() {
    return "IdKey[" + fingerprint() + "]";
  }
}
