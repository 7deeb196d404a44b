package io.sunpress.api.web;

import java.util.Objects;

/**
 * What a failure means.
 *
 * @param what what happened
 * @param advice what to do
 */
public record ErrorExplanation(LocalizedText what, LocalizedText advice) {
  public ErrorExplanation {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(advice, "advice");
  }
}
