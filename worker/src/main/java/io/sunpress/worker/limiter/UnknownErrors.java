package io.sunpress.worker.limiter;

import io.sunpress.code.CodeSpec;
import java.util.HashSet;
import java.util.Set;

/**
 * An errcode without a rule that many codes of one app get in a row is about the app, whatever it
 * means. Not thread-safe.
 */
final class UnknownErrors {
  static final int MANY = 10;

  private final Set<CodeSpec> refused = new HashSet<>();
  private int errcode;

  /** Whether that makes them many. */
  boolean isTooMany(int newErrcode, CodeSpec spec) {
    if (newErrcode != errcode) {
      refused.clear();
    }
    errcode = newErrcode;
    refused.add(spec);
    return refused.size() >= MANY;
  }

  /** WeChat has judged a call by itself. */
  void clear() {
    refused.clear();
  }
}
