package io.sunpress.cli.doctor;

import io.sunpress.message.CodeError;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The result of one check, and what to do about it.
 *
 * @param level how bad it is
 * @param subject what was checked, one word
 * @param key of the text
 * @param arguments of the text
 */
record HealthFinding(FindingLevel level, String subject, String key, List<String> arguments) {
  HealthFinding {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(key, "key");
    arguments = List.copyOf(arguments);
  }

  static HealthFinding ok(String key, Object... arguments) {
    return of(FindingLevel.OK, subject(key), key, arguments);
  }

  static HealthFinding warn(String key, Object... arguments) {
    return of(FindingLevel.WARN, subject(key), key, arguments);
  }

  static HealthFinding fail(String key, Object... arguments) {
    return of(FindingLevel.FAIL, subject(key), key, arguments);
  }

  /** Something else has to be fixed first. */
  static HealthFinding unchecked(String subject, String because) {
    return of(FindingLevel.WARN, subject, "unchecked", because);
  }

  /** WeChat was not reached, or is busy: the subject itself is unknown. */
  static HealthFinding noAnswer(String subject, CodeError error) {
    return error.errcode().isPresent()
        ? of(FindingLevel.WARN, subject, "wechat.busy", wechatError(error))
        : of(FindingLevel.FAIL, subject, "wechat.unreachable", wechatError(error));
  }

  /** WeChat's error as an argument. */
  static String wechatError(CodeError error) {
    return error.errcode().isPresent()
        ? error.errcode().getAsInt() + " " + error.errmsg()
        : error.errmsg();
  }

  /** The first word of a key is its subject. */
  private static String subject(String key) {
    return key.substring(0, key.indexOf('.'));
  }

  private static HealthFinding of(
      FindingLevel level, String subject, String key, Object... arguments) {
    return new HealthFinding(
        level, subject, key, Arrays.stream(arguments).map(Object::toString).toList());
  }

  /** The line to print. */
  String in(FindingLanguage language) {
    return "%-5s%-12s%s".formatted(level.word(), subject, language.text(key, arguments));
  }
}
