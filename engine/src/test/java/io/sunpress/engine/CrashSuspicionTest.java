package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrashSuspicionTest {
  @Test
  void takesFewerWithEachCrashAndOneAloneAfterTheThird() {
    CrashSuspicion first = CrashSuspicion.NONE.crashed(100);
    CrashSuspicion second = first.crashed(100);
    CrashSuspicion third = second.crashed(100);
    assertThat(CrashSuspicion.NONE.width()).isEqualTo(Integer.MAX_VALUE);
    assertThat(first).isEqualTo(new CrashSuspicion(1, 100 + 1024, 100, 0));
    assertThat(first.width()).isEqualTo(32);
    assertThat(second).isEqualTo(new CrashSuspicion(2, 100 + 32, 100, 0));
    assertThat(second.width()).isEqualTo(4);
    assertThat(third).isEqualTo(new CrashSuspicion(3, 100 + 4, 100, 0));
    assertThat(third.width()).isEqualTo(1);
    assertThat(third.isAlone()).isTrue();
    assertThat(third.crashed(100)).as("not less than one").isEqualTo(third);
  }

  @Test
  void goesOnAsBeforeOnceAllSuspectsAreFinished() {
    CrashSuspicion crashSuspicion = CrashSuspicion.NONE.crashed(100).crashed(100).crashed(100);
    assertThat(crashSuspicion.at(103)).isEqualTo(new CrashSuspicion(3, 104, 103, 0));
    assertThat(crashSuspicion.at(104)).isEqualTo(CrashSuspicion.NONE);
  }

  @Test
  void givesUpWhatCrashesThreeTimesAlone() {
    CrashSuspicion crashSuspicion = CrashSuspicion.NONE.crashed(100).crashed(100).crashed(100);
    crashSuspicion = crashSuspicion.crashedAlone().crashedAlone();
    assertThat(crashSuspicion.isHopeless()).isFalse();
    assertThat(crashSuspicion.crashedAlone().isHopeless()).isTrue();
  }

  @Test
  void countsTheTrialsOfOneRecordOnly() {
    CrashSuspicion crashSuspicion = CrashSuspicion.NONE.crashed(100).crashed(100).crashed(100).crashedAlone();
    assertThat(crashSuspicion.at(100).trials()).isEqualTo(1);
    assertThat(crashSuspicion.at(101).trials()).isZero();
    assertThat(crashSuspicion.at(101).isAlone()).as("the others are suspects still").isTrue();
  }
}
