package io.sunpress.cli.deadletters;

import io.sunpress.cli.command.Arguments;
import io.sunpress.message.ErrorClass;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose dead letters; what is not given restricts nothing. */
final class DeadLetterFilter implements Predicate<DeadLetter> {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--errcode", paramLabel = "41030", description = "WeChat's number.")
  private Optional<Integer> errcode = Optional.empty();

  @Option(names = "--class", paramLabel = "busy", description = "error.class of the events.")
  private Optional<ErrorClass> type = Optional.empty();

  @Option(names = "--app", paramLabel = "wx…", description = "The mini-program.")
  private Optional<String> app = Optional.empty();

  @Option(names = "--campaign", paramLabel = "ID", description = "The campaign.")
  private Optional<String> campaign = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Written at or after 2026-11-01T00:00:00Z; PT2H: two hours ago.")
  private Optional<Instant> since = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "Written before.")
  private Optional<Instant> until = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "The N oldest of them.")
  private Optional<Integer> limit = Optional.empty();

  /** At most so many of them. */
  int limit() {
    int most = limit.orElse(Integer.MAX_VALUE);
    Arguments.require(most >= 1, command, "--limit is a number from 1");
    return most;
  }

  @Override
  public boolean test(DeadLetter letter) {
    return errcode.filter(e -> !OptionalInt.of(e).equals(letter.cause().errcode())).isEmpty()
        && type.filter(t -> !t.wireName().equals(letter.cause().type())).isEmpty()
        && (app.isEmpty() || app.equals(letter.app()))
        && (campaign.isEmpty() || campaign.equals(letter.campaign()))
        && since.filter(letter.appended()::isBefore).isEmpty()
        && until.filter(end -> !letter.appended().isBefore(end)).isEmpty();
  }
}
