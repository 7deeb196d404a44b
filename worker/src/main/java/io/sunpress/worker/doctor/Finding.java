package io.sunpress.worker.doctor;

import java.util.Objects;

/**
 * What was found of one thing, and what to do about it.
 *
 * @param level how bad it is
 * @param thing one word
 * @param words the sentence
 */
record Finding(Level level, String thing, Words words) {
  Finding {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(thing, "thing");
    Objects.requireNonNull(words, "words");
  }

  static Finding ok(String thing, String en, String zh, Object... values) {
    return new Finding(Level.OK, thing, Words.of(en, zh, values));
  }

  static Finding warn(String thing, String en, String zh, Object... values) {
    return new Finding(Level.WARN, thing, Words.of(en, zh, values));
  }

  static Finding fail(String thing, String en, String zh, Object... values) {
    return new Finding(Level.FAIL, thing, Words.of(en, zh, values));
  }

  /** Something else has to be mended first. */
  static Finding unseen(String thing, String because) {
    return warn(thing, "not looked at, since %s has to be mended first", "未检查：请先解决 %s", because);
  }

  String line(String sentence) {
    return "%-5s%-12s%s".formatted(level.word(), thing, sentence);
  }
}
