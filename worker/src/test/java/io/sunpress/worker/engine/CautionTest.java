package io.sunpress.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CautionTest {
  @Test
  void takesFewerWithEachCrashAndOneAloneAfterTheThird() {
    Caution first = Caution.NONE.crashed(100);
    Caution second = first.crashed(100);
    Caution third = second.crashed(100);
    assertThat(Caution.NONE.width()).isEqualTo(Integer.MAX_VALUE);
    assertThat(first).isEqualTo(new Caution(1, 100 + 1024, 100, 0));
    assertThat(first.width()).isEqualTo(32);
    assertThat(second).isEqualTo(new Caution(2, 100 + 32, 100, 0));
    assertThat(second.width()).isEqualTo(4);
    assertThat(third).isEqualTo(new Caution(3, 100 + 4, 100, 0));
    assertThat(third.width()).isEqualTo(1);
    assertThat(third.isAlone()).isTrue();
    assertThat(third.crashed(100)).as("not less than one").isEqualTo(third);
  }

  @Test
  void goesOnAsBeforeOnceAllSuspectsAreFinished() {
    Caution caution = Caution.NONE.crashed(100).crashed(100).crashed(100);
    assertThat(caution.at(103)).isEqualTo(new Caution(3, 104, 103, 0));
    assertThat(caution.at(104)).isEqualTo(Caution.NONE);
  }

  @Test
  void givesUpWhatCrashesThreeTimesAlone() {
    Caution caution = Caution.NONE.crashed(100).crashed(100).crashed(100);
    caution = caution.crashedAlone().crashedAlone();
    assertThat(caution.isHopeless()).isFalse();
    assertThat(caution.crashedAlone().isHopeless()).isTrue();
  }

  @Test
  void countsTheTrialsOfOneRecordOnly() {
    Caution caution = Caution.NONE.crashed(100).crashed(100).crashed(100).crashedAlone();
    assertThat(caution.at(100).trials()).isEqualTo(1);
    assertThat(caution.at(101).trials()).isZero();
    assertThat(caution.at(101).isAlone()).as("the others are suspects still").isTrue();
  }
}
