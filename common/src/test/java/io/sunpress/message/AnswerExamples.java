package io.sunpress.message;

import io.sunpress.Examples;
import io.sunpress.SeededRandom;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Answers about one code. */
final class AnswerExamples {
  static final CodeId ID = new CodeId("0123456789abcdefghjkmnpqrs");
  static final Instant NOON = Instant.parse("2026-08-01T12:00:00.123Z");

  private AnswerExamples() {}

  static CodeAnswer.Ready ready(Instant askedAt, int attempts) {
    return new CodeAnswer.Ready(
        ID,
        Examples.APP,
        PictureFormat.JPEG,
        195_000,
        "ab".repeat(32),
        attempts,
        askedAt,
        askedAt.plusSeconds(attempts));
  }

  static CodeAnswer.Failed failed(Instant askedAt, int errcode) {
    return new CodeAnswer.Failed(
        ID,
        Examples.APP,
        new CodeError(
            ErrorClass.REQUEST, OptionalInt.of(errcode), "invalid page", Optional.of("rid-1")),
        1,
        askedAt,
        askedAt.plusSeconds(3));
  }

  static CodeAnswer any(RandomGenerator random) {
    Instant askedAt = NOON.plusMillis(random.nextInt(1000));
    return random.nextBoolean()
        ? new CodeAnswer.Ready(
            ID,
            Examples.OTHER_APP,
            SeededRandom.pick(random, List.of(PictureFormat.values())),
            random.nextLong(1L << 40),
            "cd".repeat(32),
            random.nextInt(9),
            askedAt,
            askedAt.plusNanos(random.nextInt()))
        : new CodeAnswer.Failed(
            ID,
            Examples.APP,
            new CodeError(
                SeededRandom.pick(random, List.of(ErrorClass.values())),
                random.nextBoolean() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty(),
                random.nextBoolean() ? "系统繁忙 \"x\"" : "",
                random.nextBoolean() ? Optional.of("66a0-1") : Optional.empty()),
            random.nextInt(9),
            askedAt,
            askedAt.plusNanos(random.nextInt()));
  }
}
