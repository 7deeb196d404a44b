package io.sunpress.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchMainTest {
  @Test
  void explainsItselfToOneWhoNamesNoScenario() {
    assertThat(BenchMain.run(List.of())).isEqualTo(2);
    assertThat(BenchMain.run(List.of("speed"))).isEqualTo(2);
  }

  @Test
  void refusesAWrongOptionBeforeItStartsAnything() {
    assertThat(BenchMain.run(List.of("first-light", "--codes=0"))).isEqualTo(2);
    assertThat(BenchMain.run(List.of("first-light", "--colour=red"))).isEqualTo(2);
  }
}
