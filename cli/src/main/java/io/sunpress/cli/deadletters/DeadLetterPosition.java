package io.sunpress.cli.deadletters;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a dead letter is in its topic, which is its name.
 *
 * @param partition of the dead letters' topic
 * @param offset in that partition
 */
record DeadLetterPosition(int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

  /** Reads {@code partition@offset}. */
  static Optional<DeadLetterPosition> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new DeadLetterPosition(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
