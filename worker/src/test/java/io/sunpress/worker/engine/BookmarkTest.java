package io.sunpress.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookmarkTest {
  /** Of the broker, by its default. */
  private static final int MOST = 4096;

  @Test
  void readsWhatItWrote() {
    Bookmark bookmark =
        new Bookmark(
            100,
            new Caution(2, 132, 100, 0),
            OptionalLong.of(97),
            true,
            Beyond.of(100, LongStream.of(103, 104, 110)));
    assertThat(bookmark.written()).isEqualTo(new OffsetAndMetadata(100, "v1 2 132 0 97 t GAQ"));
    assertThat(Bookmark.read(bookmark.written())).isEqualTo(bookmark);
  }

  @Test
  void saysNothingWhereThereIsNothingToSay() {
    assertThat(Bookmark.at(7).written()).isEqualTo(new OffsetAndMetadata(7));
    assertThat(Bookmark.read(new OffsetAndMetadata(7))).isEqualTo(Bookmark.at(7));
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
    assertThat(Bookmark.read(new OffsetAndMetadata(7, text))).isEqualTo(Bookmark.at(7));
  }

  @Test
  void fitsBesideTheOffsetHoweverMuchIsFinished() {
    long far = Long.MAX_VALUE / 100;
    Beyond all = Beyond.of(far, LongStream.range(far + 1, far + 200_000));
    Bookmark bookmark =
        new Bookmark(far, new Caution(3, far + 1, far, 999), OptionalLong.of(far), true, all);
    assertThat(bookmark.written().metadata().length()).isLessThan(MOST);
    Bookmark read = Bookmark.read(bookmark.written());
    assertThat(read).isEqualTo(bookmark);
    assertThat(read.beyond().has(far)).isFalse();
    assertThat(read.beyond().has(far + Beyond.SPAN - 1)).isTrue();
    assertThat(read.beyond().has(far + Beyond.SPAN)).as("only redone").isFalse();
  }

  @Test
  void refusesWhatIsTooFarAway() {
    byte[] far = new byte[Beyond.SPAN / 8 + 1];
    far[Beyond.SPAN / 8] = 1;
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(far);
    assertThatThrownBy(() -> Beyond.read(5, text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inheritsFromAnOwnerThatLeftInOrderWhatThatOwnerWentBy() {
    Caution caution = new Caution(2, 132, 100, 0);
    assertThat(bookmark(caution, OptionalLong.empty(), false).inherited()).isEqualTo(caution);
  }

  @Test
  void isMoreCarefulAfterAnOwnerThatEndedBeforeItsFirstRecordWasFinished() {
    assertThat(bookmark(Caution.NONE, OptionalLong.of(100), false).inherited().level())
        .isEqualTo(1);
    assertThat(bookmark(Caution.NONE, OptionalLong.of(99), false).inherited())
        .as("it had gone on")
        .isEqualTo(Caution.NONE);
    Caution few = new Caution(1, 132, 100, 0);
    assertThat(bookmark(few, OptionalLong.of(99), false).inherited())
        .as("the suspects are the same")
        .isEqualTo(few);
  }

  @Test
  void blamesTheOneThatWasAloneInHandAndNoOther() {
    Caution alone = new Caution(Caution.ALONE, 104, 100, 1);
    assertThat(bookmark(alone, OptionalLong.of(97), true).inherited())
        .isEqualTo(new Caution(Caution.ALONE, 104, 100, 2));
    assertThat(bookmark(alone, OptionalLong.of(100), false).inherited())
        .as("it waited for its trial")
        .isEqualTo(alone);
  }

  private static Bookmark bookmark(Caution caution, OptionalLong begun, boolean trial) {
    return new Bookmark(100, caution, begun, trial, Beyond.NONE);
  }
}
