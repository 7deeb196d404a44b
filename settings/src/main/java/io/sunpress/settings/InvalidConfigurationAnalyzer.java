package io.sunpress.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a refused start end with its reason, and not with the stack trace of a bug. */
final class InvalidConfigurationAnalyzer
    extends AbstractFailureAnalyzer<InvalidConfigurationException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, InvalidConfigurationException refused) {
    return new FailureAnalysis(refused.why(), refused.remedy(), refused);
  }
}
