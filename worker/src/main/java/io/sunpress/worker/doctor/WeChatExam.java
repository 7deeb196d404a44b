package io.sunpress.worker.doctor;

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
final class WeChatExam {
  private static final int NOT_RELEASED = 41030;

  private final WeChatDiagnostics weChatDiagnostics;
  private final AppId app;
  private final Issuer issuer;
  private final Optional<PagePath> page;

  WeChatExam(
      WeChatDiagnostics weChatDiagnostics, AppId app, Issuer issuer, Optional<PagePath> page) {
    this.weChatDiagnostics = weChatDiagnostics;
    this.issuer = issuer;
    this.app = app;
    this.page = page;
  }

  List<Finding> findings() {
    Optional<CodeError> noToken = weChatDiagnostics.token();
    if (noToken.isPresent()) {
      return isAddress(noToken.get()) ? refusedAddress(noToken.get()) : noToken(noToken.get());
    }
    Optional<CodeError> notDrawn = page.flatMap(path -> weChatDiagnostics.draw(code(path)));
    QuotaReport quotaReport = weChatDiagnostics.quota();
    Optional<CodeError> refusal =
        Stream.concat(notDrawn.stream(), quotaReport.refusal().stream())
            .filter(error -> isAddress(error) || error.type() == ErrorClass.TOKEN)
            .findFirst();
    return refusal
        .map(error -> isAddress(error) ? refusedAddress(error) : without(issuer.refused(error)))
        .orElseGet(() -> withToken(notDrawn, quotaReport));
  }

  private List<Finding> withToken(Optional<CodeError> notDrawn, QuotaReport quotaReport) {
    return List.of(
        issuer.good(),
        Finding.ok("address", "WeChat accepts this machine's address", "微信接受本机 IP 地址"),
        page.map(path -> page(path, notDrawn)).orElseGet(WeChatExam::noPage),
        quota(quotaReport));
  }

  private static boolean isAddress(CodeError error) {
    return error.type() == ErrorClass.ADDRESS;
  }

  private List<Finding> noToken(CodeError error) {
    return without(issuer.none(error));
  }

  private List<Finding> without(Finding token) {
    return List.of(
        token,
        Finding.unseen("address", issuer.thing()),
        Finding.unseen("page", issuer.thing()),
        Finding.unseen("quota", issuer.thing()));
  }

  private List<Finding> refusedAddress(CodeError error) {
    return List.of(
        Finding.unseen(issuer.thing(), "address"),
        address(error),
        Finding.unseen("page", "address"),
        Finding.unseen("quota", "address"));
  }

  private static Finding address(CodeError error) {
    return Finding.fail(
        "address",
        "WeChat refuses this machine's address (%s): add it to the IP list in the mini-program's"
            + " console, Development settings",
        "微信拒绝本机 IP 地址（%s）：请在小程序后台“开发设置”的 IP 白名单中加入该地址",
        Told.of(error));
  }

  private static Finding noPage() {
    return Finding.warn(
        "page",
        "not looked at: name one with --page=pages/index/index",
        "未检查：请用 --page=pages/index/index 指定页面");
  }

  private static Finding page(PagePath path, Optional<CodeError> notDrawn) {
    return notDrawn
        .map(error -> notDrawn(path, error))
        .orElseGet(
            () ->
                Finding.ok(
                    "page",
                    "WeChat drew a code of %s (one call of the quota; the picture was thrown away)",
                    "微信已为 %s 生成小程序码（消耗一次调用额度，图片未保存）",
                    path));
  }

  private static Finding notDrawn(PagePath path, CodeError error) {
    if (error.errcode().orElse(0) == NOT_RELEASED) {
      return Finding.fail(
          "page",
          "%s is not in the released version (%s): release it, or ask with checkPath=false",
          "%s 不在已发布的版本中（%s）：请先发布，或在请求中使用 checkPath=false",
          path,
          Told.of(error));
    }
    return switch (error.type()) {
      case ADDRESS -> address(error);
      case APP, REQUEST, TOKEN ->
          Finding.fail(
              "page",
              "WeChat draws no code of %s (%s): look the number up in WeChat's list",
              "微信拒绝为 %s 生成小程序码（%s）：请按错误码查阅微信文档",
              path,
              Told.of(error));
      case THROTTLED_MINUTE, THROTTLED_DAY, BUSY, EXHAUSTED, UNKNOWN, STORAGE, EXPIRED ->
          Told.elsewhere("page", error);
    };
  }

  private static Finding quota(QuotaReport quotaReport) {
    return quotaReport.fold(
        WeChatExam::quota,
        refused ->
            Finding.warn(
                "quota",
                "WeChat does not tell it (%s): look into the mini-program's console",
                "微信未返回额度（%s）：请在小程序后台查看",
                Told.of(refused.error())));
  }

  private static Finding quota(QuotaReport.Told quotaReport) {
    Object[] values = {quotaReport.left(), quotaReport.daily(), quotaReport.perMinute()};
    if (quotaReport.left() <= 0) {
      return Finding.fail(
          "quota",
          "%s of %s calls left today: wait until 00:00 Asia/Shanghai",
          "今日剩余 %s 次（共 %s 次）：请等到北京时间 00:00",
          values);
    }
    return quotaReport.left() < quotaReport.daily() / 10
        ? Finding.warn(
            "quota",
            "%s of %s calls left today, %s a minute: spread large jobs over days",
            "今日剩余 %s 次（共 %s 次），每分钟 %s 次：请把大批量任务分几天进行",
            values)
        : Finding.ok(
            "quota",
            "%s of %s calls left today, %s a minute",
            "今日剩余 %s 次（共 %s 次），每分钟 %s 次",
            values);
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
