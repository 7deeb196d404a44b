package io.sunpress.code;

import java.util.Optional;

/**
 * A code's name, and its job's: the first 130 bits of a keyed hash over what the code shows.
 *
 * @param value 26 characters of lower-case Crockford base32
 */
public record CodeId(String value) {
  private static final int LENGTH = 26;
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  /** A table: a ledger that is read again asks for each of its millions of records. */
  private static final boolean[] DIGITS = digits();

  public CodeId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("not a code id: 26 characters of Crockford base32");
    }
  }

  /** Reads what a stranger sent: empty where it can't be an id. */
  public static Optional<CodeId> parse(String text) {
    return isWellFormed(text) ? Optional.of(new CodeId(text)) : Optional.empty();
  }

  /** The first 130 bits of a hash, five to a character, most significant first. */
  static CodeId ofHash(byte[] hash) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      int bit = i * 5;
      int twoBytes = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
      text.append(ALPHABET.charAt(twoBytes >> (11 - bit % 8) & 0x1f));
    }
    return new CodeId(text.toString());
  }

  private static boolean isWellFormed(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c < DIGITS.length && DIGITS[c];
  }

  private static boolean[] digits() {
    boolean[] digits = new boolean[128];
    ALPHABET.chars().forEach(c -> digits[c] = true);
    return digits;
  }

  @Override
  public String toString() {
    return value;
  }
}
