package io.sunpress.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a refused start end with its reason, and not with the stack trace of a bug. */
final class RefusedStartAnalyzer extends AbstractFailureAnalyzer<RefusedStartException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, RefusedStartException refused) {
    return new FailureAnalysis(refused.why(), refused.remedy(), refused);
  }
}
