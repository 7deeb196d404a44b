package io.sunpress.worker.doctor;

import io.sunpress.message.CodeError;

/** What WeChat said, in findings. */
final class Told {
  private Told() {}

  static String of(CodeError error) {
    return error.errcode().isPresent()
        ? error.errcode().getAsInt() + " " + error.errmsg()
        : error.errmsg();
  }

  /** WeChat was not reached, or has no time now: nothing is known of the thing itself. */
  static Finding elsewhere(String thing, CodeError error) {
    return error.errcode().isPresent()
        ? Finding.warn(
            thing,
            "WeChat does not say at this time (%s): run doctor again later",
            "微信暂时没有给出结果（%s）：请稍后再运行 doctor",
            of(error))
        : Finding.fail(
            thing,
            "%s: look at sunpress.wechat.url, the name server, the proxy and the firewall",
            "无法与微信通信（%s）：请检查 sunpress.wechat.url、DNS、代理与防火墙",
            of(error));
  }
}
