package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMetadataTest {
  /** Of the broker, by its default. */
  private static final int MOST = 4096;

  @Test
  void readsWhatItWrote() {
    CommitMetadata commitMetadata =
        new CommitMetadata(
            100,
            new CrashSuspicion(2, 132, 100, 0),
            OptionalLong.of(97),
            true,
            CompletedAhead.of(100, LongStream.of(103, 104, 110)));
    assertThat(commitMetadata.written()).isEqualTo(new OffsetAndMetadata(100, "v1 2 132 0 97 t GAQ"));
    assertThat(CommitMetadata.read(commitMetadata.written())).isEqualTo(commitMetadata);
  }

  @Test
  void saysNothingWhereThereIsNothingToSay() {
    assertThat(CommitMetadata.at(7).written()).isEqualTo(new OffsetAndMetadata(7));
    assertThat(CommitMetadata.read(new OffsetAndMetadata(7))).isEqualTo(CommitMetadata.at(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "somebody else's",
        "v2 0 0 0 - - ",
        "v1 4 0 0 - - ",
        "v1 0 0 0 - -",
        "v1 0 0 0 x - ",
        "v1 0 9999999999999999999 0 - - ",
        "v1 0 0 0 - - A",
        "v1 0 0 0 - - A+",
        "\u0000"
      })
  void takesGarbageForNothing(String text) {
    assertThat(CommitMetadata.read(new OffsetAndMetadata(7, text))).isEqualTo(CommitMetadata.at(7));
  }

  @Test
  void fitsBesideTheOffsetHoweverMuchIsFinished() {
    long far = Long.MAX_VALUE / 100;
    CompletedAhead all = CompletedAhead.of(far, LongStream.range(far + 1, far + 200_000));
    CommitMetadata commitMetadata =
        new CommitMetadata(far, new CrashSuspicion(3, far + 1, far, 999), OptionalLong.of(far), true, all);
    assertThat(commitMetadata.written().metadata().length()).isLessThan(MOST);
    CommitMetadata read = CommitMetadata.read(commitMetadata.written());
    assertThat(read).isEqualTo(commitMetadata);
    assertThat(read.beyond().has(far)).isFalse();
    assertThat(read.beyond().has(far + CompletedAhead.SPAN - 1)).isTrue();
    assertThat(read.beyond().has(far + CompletedAhead.SPAN)).as("only redone").isFalse();
  }

  @Test
  void refusesWhatIsTooFarAway() {
    byte[] far = new byte[CompletedAhead.SPAN / 8 + 1];
    far[CompletedAhead.SPAN / 8] = 1;
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(far);
    assertThatThrownBy(() -> CompletedAhead.read(5, text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inheritsFromAnOwnerThatLeftInOrderWhatThatOwnerWentBy() {
    CrashSuspicion crashSuspicion = new CrashSuspicion(2, 132, 100, 0);
    assertThat(bookmark(crashSuspicion, OptionalLong.empty(), false).inherited()).isEqualTo(crashSuspicion);
  }

  @Test
  void isMoreCarefulAfterAnOwnerThatEndedBeforeItsFirstRecordWasFinished() {
    assertThat(bookmark(CrashSuspicion.NONE, OptionalLong.of(100), false).inherited().level())
        .isEqualTo(1);
    assertThat(bookmark(CrashSuspicion.NONE, OptionalLong.of(99), false).inherited())
        .as("it had gone on")
        .isEqualTo(CrashSuspicion.NONE);
    CrashSuspicion few = new CrashSuspicion(1, 132, 100, 0);
    assertThat(bookmark(few, OptionalLong.of(99), false).inherited())
        .as("the suspects are the same")
        .isEqualTo(few);
  }

  @Test
  void blamesTheOneThatWasAloneInHandAndNoOther() {
    CrashSuspicion alone = new CrashSuspicion(CrashSuspicion.ALONE, 104, 100, 1);
    assertThat(bookmark(alone, OptionalLong.of(97), true).inherited())
        .isEqualTo(new CrashSuspicion(CrashSuspicion.ALONE, 104, 100, 2));
    assertThat(bookmark(alone, OptionalLong.of(100), false).inherited())
        .as("it waited for its trial")
        .isEqualTo(alone);
  }

  private static CommitMetadata bookmark(CrashSuspicion crashSuspicion, OptionalLong begun, boolean trial) {
    return new CommitMetadata(100, crashSuspicion, begun, trial, CompletedAhead.NONE);
  }
}
