package io.sunpress.worker.doctor;

import java.util.Objects;

/**
 * One sentence in both languages.
 *
 * @param en English
 * @param zh Chinese
 */
record Words(String en, String zh) {
  Words {
    Objects.requireNonNull(en, "en");
    Objects.requireNonNull(zh, "zh");
  }

  /** Puts the same values into both; strangers' texts become one line. */
  static Words of(String en, String zh, Object... values) {
    return new Words(line(en.formatted(values)), line(zh.formatted(values)));
  }

  private static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ");
  }
}
