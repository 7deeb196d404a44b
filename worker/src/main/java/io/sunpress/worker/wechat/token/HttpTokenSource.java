package io.sunpress.worker.wechat.token;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.worker.wechat.ErrorPolicy;
import io.sunpress.worker.wechat.ReplyErrorMapper;
import io.sunpress.worker.wechat.WeChatProperties;
import io.sunpress.worker.wechat.WeChatReply;
import io.sunpress.worker.wechat.WeChatReplyParser;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * A service of the company's own that holds the tokens of its apps: one GET, answered with WeChat's
 * JSON or something like it. No redirect is followed, since the bearer would go along.
 */
final class HttpTokenSource implements TokenSource {
  private static final String WHO = "the token service";
  private static final long MOST_BYTES = 64 << 10;

  private final OkHttpClient http;
  private final HttpUrl url;
  private final TokenSourceSettings.Service origin;
  private final Clock clock;

  /**
   * @throws RefusedStartException where the client can't use the address; the text does not quote
   *     it
   */
  HttpTokenSource(OkHttpClient http, TokenSourceSettings.Service origin, Clock clock) {
    HttpUrl parsed = HttpUrl.parse(origin.url().reveal());
    if (parsed == null) {
      throw new InvalidConfigurationException(
          "sunpress.apps[].token-url is not an HTTP address",
          "Write it as https://host/path, with a port where it needs one.");
    }
    this.url = parsed;
    this.http = http;
    this.origin = origin;
    this.clock = clock;
  }

  /** What asks services: patient as WeChat's own client is, and never led elsewhere. */
  static OkHttpClient client(WeChatProperties settings) {
    return new OkHttpClient.Builder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.callTimeout())
        .writeTimeout(settings.callTimeout())
        .callTimeout(settings.callTimeout())
        .build();
  }

  @Override
  public String name() {
    return "url";
  }

  @Override
  public TokenSourceResult ask() {
    Instant asked = clock.instant();
    try (Response response = http.newCall(request()).execute()) {
      return wrongSettings(response.code())
          ? nothing(ErrorClass.APP, "answers HTTP " + response.code())
          : TokenResponseParser.offer(read(response), asked, errors(), ErrorClass.APP);
    } catch (IOException e) {
      return nothing(ErrorClass.BUSY, "can't be reached: " + e.getClass().getSimpleName());
    }
  }

  private Request request() {
    Request.Builder request = new Request.Builder().url(url).header("Accept", "application/json");
    Secret bearer = origin.bearer();
    return bearer.isEmpty()
        ? request.build()
        : request.header("Authorization", "Bearer " + bearer.reveal()).build();
  }

  /** A redirect, a wrong key or address: asking again changes nothing, but in its own good time. */
  private static boolean wrongSettings(int status) {
    return status >= 300 && status < 500 && status != 408 && status != 429;
  }

  private static WeChatReply read(Response response) throws IOException {
    BufferedSource source = response.body().source();
    return source.request(MOST_BYTES + 1)
        ? new WeChatReply.Unusable("more than " + MOST_BYTES + " bytes")
        : WeChatReplyParser.read(response.code(), source.readByteArray());
  }

  private ReplyErrorMapper errors() {
    return new ReplyErrorMapper(WHO, ErrorPolicy::elsewhere, origin.bearer(), origin.url());
  }

  private static TokenSourceResult nothing(ErrorClass type, String what) {
    return new TokenSourceResult.Nothing(CodeError.of(type, WHO + " " + what));
  }
}
