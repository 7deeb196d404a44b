package io.sunpress.engine;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A committed offset and its metadata, so that the next owner neither repeats what is finished nor
 * dies of what its predecessors died of. Without the text beside it, everything is only done again:
 * nothing rests on its being there.
 *
 * @param offset everything before it is finished
 * @param caution how the owner goes on
 * @param begun where the owner began that is at work; empty where it left in order
 * @param trial whether the record at the offset is in hand, and nothing else in the process
 * @param beyond what is finished at or after the offset
 */
record CommitMetadata(
    long offset, CrashSuspicion caution, OptionalLong begun, boolean trial, CompletedAhead beyond) {
  private static final Pattern TEXT =
      Pattern.compile("v1 (\\d) (\\d{1,18}) (\\d{1,4}) (\\d{1,18}|-) ([t-]) ([\\w-]*)");

  /** An offset with nothing beside it. */
  static CommitMetadata at(long offset) {
    return new CommitMetadata(
        offset, CrashSuspicion.NONE, OptionalLong.empty(), false, CompletedAhead.NONE);
  }

  /** What is beside the offset, as far as we wrote it. */
  static CommitMetadata read(OffsetAndMetadata committed) {
    long offset = committed.offset();
    Matcher text = TEXT.matcher(committed.metadata());
    if (!text.matches()) {
      return at(offset);
    }
    try {
      return read(offset, text);
    } catch (IllegalArgumentException e) {
      return at(offset);
    }
  }

  private static CommitMetadata read(long offset, Matcher text) {
    int level = Integer.parseInt(text.group(1));
    int trials = Integer.parseInt(text.group(3));
    CrashSuspicion caution =
        new CrashSuspicion(level, Long.parseLong(text.group(2)), offset, trials);
    String begun = text.group(4);
    return new CommitMetadata(
        offset,
        caution.at(offset),
        begun.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(begun)),
        text.group(5).equals("t"),
        CompletedAhead.read(offset, text.group(6)));
  }

  /** For a broker that keeps less beside an offset than most. */
  CommitMetadata terse() {
    return new CommitMetadata(offset, caution, begun, trial, CompletedAhead.NONE);
  }

  OffsetAndMetadata written() {
    boolean plain = caution.isNone() && begun.isEmpty() && beyond.isEmpty();
    return new OffsetAndMetadata(offset, plain ? "" : text());
  }

  private String text() {
    return "v1 %d %d %d %s %s %s"
        .formatted(
            caution.level(),
            caution.until(),
            caution.trials(),
            begun.isPresent() ? Long.toString(begun.getAsLong()) : "-",
            trial ? "t" : "-",
            beyond.text());
  }

  /** How whoever reads this goes on: an owner that is still at work here has ended. */
  CrashSuspicion inherited() {
    if (begun.isEmpty()) {
      return caution;
    }
    if (trial) {
      return caution.crashedAlone();
    }
    return begun.getAsLong() == offset ? caution.crashed(offset) : caution;
  }
}
