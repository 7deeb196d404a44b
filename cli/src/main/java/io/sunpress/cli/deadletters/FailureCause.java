package io.sunpress.cli.deadletters;

import io.sunpress.message.SunpressHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;

/**
 * Why a record could not be processed.
 *
 * @param time when it was given up
 * @param type the error's class, as events name it
 * @param errcode WeChat's number, if WeChat answered
 * @param text in words, one line
 */
record FailureCause(Instant time, String type, OptionalInt errcode, String text) {
  private static final String NO_ERRCODE = "none";
  private static final Pattern FORM =
      Pattern.compile("(\\S{1,40}) (\\S{1,40}) (none|-?\\d{1,9}) (.*)");

  FailureCause {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(errcode, "errcode");
    text = PrintableText.line(text);
  }

  /**
   * Reads a dead letter's headers.
   *
   * @param appended used if they hold no time
   */
  static FailureCause of(Headers headers, Instant appended) {
    String cause = PrintableText.header(headers, SunpressHeaders.CAUSE).orElse("");
    int colon = cause.indexOf(": ");
    return new FailureCause(
        PrintableText.header(headers, SunpressHeaders.TIME)
            .flatMap(FailureCause::time)
            .orElse(appended),
        colon < 0 ? "unknown" : PrintableText.line(cause.substring(0, colon)),
        PrintableText.header(headers, SunpressHeaders.ERRCODE)
            .map(FailureCause::errcode)
            .orElse(OptionalInt.empty()),
        colon < 0 ? cause : cause.substring(colon + 2));
  }

  /** Reads an entry of the history. */
  static Optional<FailureCause> parse(String entry) {
    Matcher matcher = FORM.matcher(entry);
    return matcher.matches()
        ? time(matcher.group(1))
            .map(
                time ->
                    new FailureCause(
                        time, matcher.group(2), errcode(matcher.group(3)), matcher.group(4)))
        : Optional.empty();
  }

  /** The entry for the history: {@code 2026-11-01T00:00:00Z busy -1 system error}. */
  String entry() {
    return "%s %s %s %s".formatted(time, type, number(), text);
  }

  /**
   * Whether it is the same cause. WeChat's texts hold the name of the call, so its number is what
   * counts; our own texts are always the same for the same cause.
   */
  boolean isSameAs(FailureCause other) {
    return type.equals(other.type)
        && errcode.equals(other.errcode)
        && (errcode.isPresent() || text.equals(other.text));
  }

  /** {@code busy -1}. */
  String kind() {
    return errcode.isPresent() ? type + " " + errcode.getAsInt() : type;
  }

  private String number() {
    return errcode.isPresent() ? Integer.toString(errcode.getAsInt()) : NO_ERRCODE;
  }

  private static OptionalInt errcode(String text) {
    return text.matches("-?\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
