package io.sunpress.cli.doctor;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.settings.TokenSourceSettings;

/**
 * Findings about the source of an app's tokens.
 *
 * @param source the beginning of their keys
 * @param app whose tokens
 * @param place where the source is
 */
record TokenFindings(String source, AppId app, String place) {
  private static final String WECHAT = "secret";

  static TokenFindings of(AppId app, TokenSourceSettings origin) {
    return origin.match(
        stable -> new TokenFindings(WECHAT, app, "WeChat"),
        service -> new TokenFindings("token.service", app, service.address().getHost()),
        file -> new TokenFindings("token.file", app, file.path().toString()));
  }

  String subject() {
    return source.split("\\.")[0];
  }

  /** It gives a token, and WeChat accepts it. */
  HealthFinding accepted() {
    return HealthFinding.ok(source + ".accepted", app, place);
  }

  /** It gives none. */
  HealthFinding missing(CodeError error) {
    return source.equals(WECHAT) && error.type() != ErrorClass.APP
        ? HealthFinding.noAnswer(subject(), error)
        : HealthFinding.fail(source + ".missing", app, place, HealthFinding.wechatError(error));
  }

  /** It gives one that WeChat refuses. */
  HealthFinding refused(CodeError error) {
    return HealthFinding.fail(source + ".refused", app, place, HealthFinding.wechatError(error));
  }
}
