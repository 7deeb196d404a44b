package io.sunpress.worker.deadletters;

import io.sunpress.message.ErrorClass;
import io.sunpress.worker.command.Arguments;
import io.sunpress.worker.command.UsageException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which dead letters are meant; what is empty restricts nothing.
 *
 * @param errcode WeChat's number
 * @param type the error's class
 * @param app the appid
 * @param campaign the campaign's id
 * @param since not appended before this
 * @param until appended before this
 */
record Filter(
    OptionalInt errcode,
    Optional<String> type,
    Optional<String> app,
    Optional<String> campaign,
    Optional<Instant> since,
    Optional<Instant> until)
    implements Predicate<Letter> {
  static final Set<String> OPTIONS =
      Set.of("errcode", "class", "app", "campaign", "since", "until");

  Filter {
    Objects.requireNonNull(errcode, "errcode");
  }

  /**
   * Reads the options.
   *
   * @param clock what {@code PT2H} is counted back from
   * @throws UsageException naming the one that is wrong
   */
  static Filter of(Arguments arguments, Clock clock) {
    return new Filter(
        arguments.option("errcode").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(arguments.number("errcode", 0, -999_999_999, 999_999_999)),
        arguments.option("class").map(Filter::type),
        arguments.option("app"),
        arguments.option("campaign"),
        arguments.option("since").map(text -> instant("since", text, clock)),
        arguments.option("until").map(text -> instant("until", text, clock)));
  }

  @Override
  public boolean test(Letter letter) {
    return (errcode.isEmpty() || errcode.equals(letter.death().errcode()))
        && type.filter(t -> !t.equals(letter.death().type())).isEmpty()
        && (app.isEmpty() || app.equals(letter.app()))
        && (campaign.isEmpty() || campaign.equals(letter.campaign()))
        && since.filter(letter.appended()::isBefore).isEmpty()
        && until.filter(end -> !letter.appended().isBefore(end)).isEmpty();
  }

  private static String type(String word) {
    return ErrorClass.of(word)
        .map(ErrorClass::wireName)
        .orElseThrow(() -> new UsageException("there is no --class=" + word));
  }

  private static Instant instant(String name, String text, Clock clock) {
    try {
      return text.startsWith("P")
          ? clock.instant().minus(Duration.parse(text))
          : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new UsageException(
          "--%s is a time like 2026-11-01T00:00:00Z or an age like PT2H".formatted(name));
    }
  }
}
