package io.sunpress.cli.doctor;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.wechat.diagnostics.QuotaReport;
import io.sunpress.worker.wechat.diagnostics.WeChatDiagnostics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Token, address, page and quota of one app. Draws one code, which costs one call of the quota. */
final class WeChatHealthCheck {
  private static final int NOT_RELEASED = 41030;

  private final WeChatDiagnostics diagnostics;
  private final AppId app;
  private final TokenFindings tokens;
  private final Optional<PagePath> page;

  WeChatHealthCheck(
      WeChatDiagnostics diagnostics, AppId app, TokenFindings tokens, Optional<PagePath> page) {
    this.diagnostics = diagnostics;
    this.tokens = tokens;
    this.app = app;
    this.page = page;
  }

  List<HealthFinding> findings() {
    Optional<CodeError> noToken = diagnostics.token();
    if (noToken.isPresent()) {
      return isAddress(noToken.get())
          ? refusedAddress(noToken.get())
          : withoutToken(tokens.missing(noToken.get()));
    }
    Optional<CodeError> notDrawn = page.flatMap(path -> diagnostics.draw(code(path)));
    QuotaReport quota = diagnostics.quota();
    return Stream.concat(notDrawn.stream(), quota.refusal().stream())
        .filter(error -> isAddress(error) || error.type() == ErrorClass.TOKEN)
        .findFirst()
        .map(
            error -> isAddress(error) ? refusedAddress(error) : withoutToken(tokens.refused(error)))
        .orElseGet(() -> withToken(notDrawn, quota));
  }

  private List<HealthFinding> withToken(Optional<CodeError> notDrawn, QuotaReport quota) {
    return List.of(
        tokens.accepted(),
        HealthFinding.ok("address.accepted"),
        page.map(path -> page(path, notDrawn)).orElseGet(() -> HealthFinding.warn("page.none")),
        quota(quota));
  }

  private static boolean isAddress(CodeError error) {
    return error.type() == ErrorClass.ADDRESS;
  }

  private List<HealthFinding> withoutToken(HealthFinding token) {
    return List.of(
        token,
        HealthFinding.unchecked("address", tokens.subject()),
        HealthFinding.unchecked("page", tokens.subject()),
        HealthFinding.unchecked("quota", tokens.subject()));
  }

  private List<HealthFinding> refusedAddress(CodeError error) {
    return List.of(
        HealthFinding.unchecked(tokens.subject(), "address"),
        HealthFinding.fail("address.refused", HealthFinding.wechatError(error)),
        HealthFinding.unchecked("page", "address"),
        HealthFinding.unchecked("quota", "address"));
  }

  private static HealthFinding page(PagePath path, Optional<CodeError> notDrawn) {
    return notDrawn
        .map(error -> notDrawn(path, error))
        .orElseGet(() -> HealthFinding.ok("page.drawn", path));
  }

  private static HealthFinding notDrawn(PagePath path, CodeError error) {
    if (error.errcode().orElse(0) == NOT_RELEASED) {
      return HealthFinding.fail("page.unreleased", path, HealthFinding.wechatError(error));
    }
    return switch (error.type()) {
      case ADDRESS, APP, KIND, REQUEST, TOKEN ->
          HealthFinding.fail("page.refused", path, HealthFinding.wechatError(error));
      case THROTTLED_MINUTE, THROTTLED_DAY, BUSY, EXHAUSTED, UNKNOWN, STORAGE, EXPIRED ->
          HealthFinding.noAnswer("page", error);
    };
  }

  private static HealthFinding quota(QuotaReport report) {
    return report.fold(
        WeChatHealthCheck::quota,
        refused -> HealthFinding.warn("quota.unknown", HealthFinding.wechatError(refused.error())));
  }

  private static HealthFinding quota(QuotaReport.Told report) {
    if (report.left() <= 0) {
      return HealthFinding.fail("quota.used-up", report.left(), report.daily());
    }
    return report.left() < report.daily() / 10
        ? HealthFinding.warn("quota.low", report.left(), report.daily(), report.perMinute())
        : HealthFinding.ok("quota.left", report.left(), report.daily(), report.perMinute());
  }

  private CodeSpec code(PagePath path) {
    return new CodeSpec(
        app,
        CodeKind.UNLIMITED,
        path,
        Optional.of(new Scene("doctor")),
        CodeStyle.DEFAULT,
        EnvVersion.RELEASE,
        CodeRevision.NONE);
  }
}
