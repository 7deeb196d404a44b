package io.sunpress.worker.doctor;

import io.sunpress.code.AppId;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.settings.TokenSourceSettings;
import java.nio.file.Path;

/** Who gives an app its tokens, in the words of findings. */
interface Issuer {
  /** The finding's one word. */
  String thing();

  /** It gives one, and WeChat does not refuse it. */
  Finding good();

  /** It gives none. */
  Finding none(CodeError error);

  /** It gives one that WeChat refuses. */
  Finding refused(CodeError error);

  static Issuer of(AppId app, TokenSourceSettings origin) {
    return origin.match(
        stable -> new WeChat(app),
        service -> new Service(app, service.address().getHost()),
        file -> new TokenFile(app, file.path()));
  }

  /** WeChat itself, for the AppSecret. */
  record WeChat(AppId app) implements Issuer {
    @Override
    public String thing() {
      return "secret";
    }

    @Override
    public Finding good() {
      return Finding.ok(thing(), "WeChat accepts the AppSecret of %s", "微信接受 %s 的 AppSecret", app);
    }

    @Override
    public Finding none(CodeError error) {
      return error.type() == ErrorClass.APP
          ? Finding.fail(
              thing(),
              "WeChat gives %s no token (%s): set sunpress.apps[].secret to the AppSecret shown in"
                  + " the mini-program's console, Development settings",
              "微信不为 %s 发放令牌（%s）：请把 sunpress.apps[].secret 设为小程序后台“开发设置”中的 AppSecret",
              app,
              Told.of(error))
          : Told.elsewhere(thing(), error);
    }

    @Override
    public Finding refused(CodeError error) {
      return Finding.fail(
          thing(),
          "WeChat refuses the token that it gave (%s): another system with the appid %s voids it"
              + " by force_refresh; have it stop, or read its tokens with token-source=url or file",
          "微信拒绝了刚发放的令牌（%s）：有其他使用 %s 的系统在强制刷新令牌，请停止该操作，或以 token-source=url、file" + " 共用其令牌",
          Told.of(error),
          app);
    }
  }

  /** A service of the company's own. */
  record Service(AppId app, String host) implements Issuer {
    @Override
    public String thing() {
      return "token";
    }

    @Override
    public Finding good() {
      return Finding.ok(
          thing(),
          "the token service at %s gives %s a token that WeChat accepts",
          "%s 上的令牌服务为 %s 提供的令牌被微信接受",
          host,
          app);
    }

    @Override
    public Finding none(CodeError error) {
      return Finding.fail(
          thing(),
          "%s gives %s no token (%s): look at sunpress.apps[].token-url and .token-bearer, and at"
              + " the service",
          "%s 没有为 %s 提供令牌（%s）：请检查 sunpress.apps[].token-url、.token-bearer 及该服务",
          host,
          app,
          Told.of(error));
    }

    @Override
    public Finding refused(CodeError error) {
      return Finding.fail(
          thing(),
          "WeChat refuses the token of the service at %s (%s): it must hold the newest token of %s",
          "微信拒绝了 %s 上令牌服务提供的令牌（%s）：该服务必须持有 %s 的最新令牌",
          host,
          Told.of(error),
          app);
    }
  }

  /** A file that another process writes. */
  record TokenFile(AppId app, Path path) implements Issuer {
    @Override
    public String thing() {
      return "token";
    }

    @Override
    public Finding good() {
      return Finding.ok(
          thing(), "%s holds a token of %s that WeChat accepts", "%s 中 %s 的令牌被微信接受", path, app);
    }

    @Override
    public Finding none(CodeError error) {
      return Finding.fail(
          thing(),
          "no token in %s (%s): look at sunpress.apps[].token-file, its rights, and at what writes"
              + " it",
          "%s 中没有可用令牌（%s）：请检查 sunpress.apps[].token-file、文件权限及写入该文件的程序",
          path,
          Told.of(error));
    }

    @Override
    public Finding refused(CodeError error) {
      return Finding.fail(
          thing(),
          "WeChat refuses the token in %s (%s): what writes it must keep the newest token of %s"
              + " there",
          "微信拒绝了 %s 中的令牌（%s）：写入该文件的程序必须保存 %s 的最新令牌",
          path,
          Told.of(error),
          app);
    }
  }
}
