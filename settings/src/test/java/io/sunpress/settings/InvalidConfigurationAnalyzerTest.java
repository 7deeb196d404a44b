package io.sunpress.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** What a user reads of a start that is refused. */
class InvalidConfigurationAnalyzerTest {
  private final FailureAnalyzer analyzer = new InvalidConfigurationAnalyzer();

  @Test
  void tellsTheReasonHoweverDeepItLies() {
    InvalidConfigurationException refused =
        new InvalidConfigurationException(
            "the id-key is wrong", "Set the right one.", new Exception("x"));
    FailureAnalysis analysis =
        analyzer.analyze(new IllegalStateException("a bean", new RuntimeException(refused)));
    assertThat(analysis).isNotNull();
    assertThat(analysis.getDescription()).isEqualTo("the id-key is wrong");
    assertThat(analysis.getAction()).isEqualTo("Set the right one.");
    assertThat(refused).hasMessage("the id-key is wrong. Set the right one.");
  }

  @Test
  void leavesABugItsStackTrace() {
    assertThat(analyzer.analyze(new IllegalStateException("a bug"))).isNull();
  }
}
