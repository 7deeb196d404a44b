package io.sunpress.message;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a code could not be made: the word that events and answers carry. */
public enum ErrorClass {
  /** WeChat refused the access token, and a fresh one as well. */
  TOKEN,
  /** The app has used up its minute. */
  THROTTLED_MINUTE,
  /** The app has used up its day. */
  THROTTLED_DAY,
  /** WeChat was busy, silent, cut off or unintelligible. */
  BUSY,
  /** The request itself is wrong: final. */
  REQUEST,
  /** The app's 100,000 limited codes are used up: final. */
  EXHAUSTED,
  /** The app's credentials or rights are wrong. */
  APP,
  /** The app has no right to this kind of code; its other kinds go on. */
  KIND,
  /** This worker's address is refused by WeChat. */
  ADDRESS,
  /** WeChat gave an errcode that has no rule. */
  UNKNOWN,
  /** The store was away or refused the picture. */
  STORAGE,
  /** Nothing answered the request while Kafka kept it: final. */
  EXPIRED;

  /** The word on the wire: {@code throttled-minute}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads a word; a newer writer's word is empty. */
  public static Optional<ErrorClass> of(String word) {
    return Stream.of(values()).filter(c -> c.wireName().equals(word)).findFirst();
  }
}
