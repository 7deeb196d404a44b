package io.sunpress.worker.limiter;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import java.util.Optional;

/** Calls for any code. */
public final class CodeCalls {
  private CodeCalls() {}

  public static CodeCall of(AppId app) {
    return of(app, CodeKind.UNLIMITED, "n=1");
  }

  static CodeCall of(AppId app, CodeKind kind, String scene) {
    CodeSpec spec =
        new CodeSpec(
            app,
            kind,
            new PagePath("pages/a"),
            Optional.of(new Scene(scene)),
            CodeStyle.DEFAULT,
            EnvVersion.RELEASE,
            CodeRevision.NONE);
    return new CodeCall(spec, true);
  }
}
