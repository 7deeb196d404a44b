package io.sunpress.worker.wechat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TlsTrust;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/** WeChat's calls that are used here, each once and without judgement. */
public final class WeChatClient implements AutoCloseable {
  private final HttpTransport httpTransport;

  /**
   * @param trust whom to trust; empty: whom the JVM trusts
   */
  public WeChatClient(WeChatProperties settings, Optional<TlsTrust> trust) {
    this.httpTransport = new HttpTransport(settings, trust);
  }

  /**
   * Has a code drawn.
   *
   * @param allowed asked when the connection stands; false ends the call before its first byte
   */
  public WeChatReply draw(CodeSpec spec, boolean checkPath, Secret token, BooleanSupplier allowed) {
    return httpTransport.post(
        path(spec.kind()), Optional.of(token), CodeCallBody.of(spec, checkPath), allowed);
  }

  private static String path(CodeKind kind) {
    return switch (kind) {
      case UNLIMITED -> "wxa/getwxacodeunlimit";
      case LIMITED -> "wxa/getwxacode";
      case SQUARE -> "cgi-bin/wxaapp/createwxaqrcode";
    };
  }

  /**
   * The app's stable token.
   *
   * @param forced a new one, which voids that of every other system with this appid
   */
  public WeChatReply fetchToken(AppId app, Secret secret, boolean forced) {
    ObjectNode json = WeChatJson.MAPPER.createObjectNode();
    json.put("grant_type", "client_credential");
    json.put("appid", app.value());
    json.put("secret", secret.reveal());
    json.put("force_refresh", forced);
    return httpTransport.post(
        "cgi-bin/stable_token", Optional.empty(), WeChatJson.MAPPER.writeValueAsBytes(json));
  }

  /** What is left of a call's quota; itself a call that is limited. */
  public WeChatReply readQuota(CodeKind kind, Secret token) {
    ObjectNode json = WeChatJson.MAPPER.createObjectNode();
    json.put("cgi_path", "/" + path(kind));
    return httpTransport.post(
        "cgi-bin/openapi/quota/get", Optional.of(token), WeChatJson.MAPPER.writeValueAsBytes(json));
  }

  @Override
  public void close() {
    httpTransport.close();
  }
}
