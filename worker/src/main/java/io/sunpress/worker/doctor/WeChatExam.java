package io.sunpress.worker.doctor;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.Revision;
import io.sunpress.code.Scene;
import io.sunpress.code.Style;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.worker.wechat.Enquiry;
import io.sunpress.worker.wechat.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Secret, address, page and quota of one app. Draws one code, which costs one call of the quota.
 */
final class WeChatExam {
  private static final int NOT_RELEASED = 41030;

  private final Enquiry enquiry;
  private final AppId app;
  private final Optional<PagePath> page;

  WeChatExam(Enquiry enquiry, AppId app, Optional<PagePath> page) {
    this.enquiry = enquiry;
    this.app = app;
    this.page = page;
  }

  List<Finding> findings() {
    Optional<CodeError> noToken = enquiry.token();
    if (noToken.isPresent()) {
      return withoutToken(noToken.get());
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok("secret", "WeChat accepts the AppSecret of %s", "微信接受 %s 的 AppSecret", app));
    findings.add(Finding.ok("address", "WeChat accepts this machine's address", "微信接受本机 IP 地址"));
    findings.add(page.map(this::page).orElseGet(WeChatExam::noPage));
    findings.add(quota());
    return findings;
  }

  private List<Finding> withoutToken(CodeError error) {
    boolean address = error.type() == ErrorClass.ADDRESS;
    String cause = address ? "address" : "secret";
    return List.of(
        address ? Finding.unseen("secret", cause) : secret(error),
        address ? address(error) : Finding.unseen("address", cause),
        Finding.unseen("page", cause),
        Finding.unseen("quota", cause));
  }

  private Finding secret(CodeError error) {
    return error.type() == ErrorClass.APP
        ? Finding.fail(
            "secret",
            "WeChat gives %s no token (%s): set sunpress.apps[].secret to the AppSecret shown in the"
                + " mini-program's console, Development settings",
            "微信不为 %s 发放令牌（%s）：请把 sunpress.apps[].secret 设为小程序后台“开发设置”中的 AppSecret",
            app,
            told(error))
        : elsewhere("secret", error);
  }

  private static Finding address(CodeError error) {
    return Finding.fail(
        "address",
        "WeChat refuses this machine's address (%s): add it to the IP list in the mini-program's"
            + " console, Development settings",
        "微信拒绝本机 IP 地址（%s）：请在小程序后台“开发设置”的 IP 白名单中加入该地址",
        told(error));
  }

  private static Finding noPage() {
    return Finding.warn(
        "page",
        "not looked at: name one with --page=pages/index/index",
        "未检查：请用 --page=pages/index/index 指定页面");
  }

  private Finding page(PagePath path) {
    return enquiry
        .draw(code(path))
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
          told(error));
    }
    return switch (error.type()) {
      case ADDRESS -> address(error);
      case APP, REQUEST, TOKEN ->
          Finding.fail(
              "page",
              "WeChat draws no code of %s (%s): look the number up in WeChat's list",
              "微信拒绝为 %s 生成小程序码（%s）：请按错误码查阅微信文档",
              path,
              told(error));
      case THROTTLED_MINUTE, THROTTLED_DAY, BUSY, EXHAUSTED, UNKNOWN, STORAGE, EXPIRED ->
          elsewhere("page", error);
    };
  }

  /** WeChat was not reached, or has no time now: nothing is known of the thing itself. */
  private static Finding elsewhere(String thing, CodeError error) {
    return error.errcode().isPresent()
        ? Finding.warn(
            thing,
            "WeChat does not say at this time (%s): run doctor again later",
            "微信暂时没有给出结果（%s）：请稍后再运行 doctor",
            told(error))
        : Finding.fail(
            thing,
            "%s: look at sunpress.wechat.url, the name server, the proxy and the firewall",
            "无法与微信通信（%s）：请检查 sunpress.wechat.url、DNS、代理与防火墙",
            told(error));
  }

  private Finding quota() {
    return enquiry
        .quota()
        .fold(
            WeChatExam::quota,
            refused ->
                Finding.warn(
                    "quota",
                    "WeChat does not tell it (%s): look into the mini-program's console",
                    "微信未返回额度（%s）：请在小程序后台查看",
                    told(refused.error())));
  }

  private static Finding quota(Quota.Told quota) {
    Object[] values = {quota.left(), quota.daily(), quota.perMinute()};
    if (quota.left() <= 0) {
      return Finding.fail(
          "quota",
          "%s of %s calls left today: wait until 00:00 Asia/Shanghai",
          "今日剩余 %s 次（共 %s 次）：请等到北京时间 00:00",
          values);
    }
    return quota.left() < quota.daily() / 10
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
        Style.DEFAULT,
        EnvVersion.RELEASE,
        Revision.NONE);
  }

  private static String told(CodeError error) {
    return error.errcode().isPresent()
        ? error.errcode().getAsInt() + " " + error.errmsg()
        : error.errmsg();
  }
}
