package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;

/**
 * A call that draws a code.
 *
 * @param spec what is drawn
 * @param checkPath whether WeChat checks that the page is released
 */
public record CodeCall(CodeSpec spec, boolean checkPath) {
  public AppId app() {
    return spec.app();
  }

  public CodeKind kind() {
    return spec.kind();
  }
}
