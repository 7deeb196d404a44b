package io.sunpress.worker.wechat;

import io.sunpress.code.AppId;
import io.sunpress.secret.Secret;

/** The access tokens of the calls, wherever they come from. */
public interface AccessTokens {
  /** The app's token; blocks while it is asked for. */
  TokenResult token(AppId app);

  /** WeChat has refused this token of the app. */
  void drop(AppId app, Secret token);
}
