package io.sunpress.worker.wechat;

import io.sunpress.secret.Secret;
import io.sunpress.settings.InvalidConfigurationException;
import io.sunpress.settings.TlsTrust;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One POST over the wire. Repeats nothing by itself, but for a host that can't be connected to,
 * where nothing has been sent. No text that leaves here holds an address or a token.
 */
final class HttpTransport implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int IDLE_CONNECTIONS = 1024;

  private final OkHttpClient http;
  private final HttpUrl url;
  private final Optional<HttpUrl> fallback;
  private final long maxReply;

  HttpTransport(WeChatProperties settings, Optional<TlsTrust> trust) {
    this.url = address(settings.url());
    this.fallback = settings.fallback().map(HttpTransport::address);
    this.maxReply = settings.maxReplyBytes();
    this.http = client(settings, trust);
  }

  /** HTTP/1.1 alone: on a shared HTTP/2 connection one fault would hit every call on it. */
  private static OkHttpClient client(WeChatProperties settings, Optional<TlsTrust> trust) {
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    trust.ifPresent(tls -> http.sslSocketFactory(tls.sockets(), tls.authorities()));
    SSLSocketFactory tls =
        trust
            .map(TlsTrust::sockets)
            .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    settings.outgoing().ifPresent(proxy -> proxy.applyTo(http, tls));
    return http.protocols(List.of(Protocol.HTTP_1_1))
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.callTimeout())
        .writeTimeout(settings.callTimeout())
        .callTimeout(settings.callTimeout())
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
        .eventListenerFactory(call -> new Tracker())
        .addNetworkInterceptor(HttpTransport::lastLook)
        .build();
  }

  private static Response lastLook(Interceptor.Chain chain) throws IOException {
    if (!Track.of(chain.call()).allowed.getAsBoolean()) {
      throw new IOException("not to be sent any more");
    }
    return chain.proceed(chain.request());
  }

  private static HttpUrl address(URI uri) {
    HttpUrl url = HttpUrl.get(uri);
    if (url == null) {
      throw new InvalidConfigurationException(
          "sunpress.wechat.url or fallback-url is not an HTTP address",
          "Write it as https://host, with a port where it needs one.");
    }
    return url;
  }

  WeChatReply post(String path, Optional<Secret> token, byte[] body) {
    return post(path, token, body, () -> true);
  }

  /**
   * Posts what may be forbidden at the last moment.
   *
   * @param allowed asked when the connection stands; false ends the call before its first byte
   */
  WeChatReply post(String path, Optional<Secret> token, byte[] body, BooleanSupplier allowed) {
    WeChatReply reply = post(url, path, token, body, allowed);
    boolean elsewhere = reply instanceof WeChatReply.TransportFailure f && !f.sent();
    return elsewhere && fallback.isPresent()
        ? post(fallback.get(), path, token, body, allowed)
        : reply;
  }

  private WeChatReply post(
      HttpUrl host, String path, Optional<Secret> token, byte[] body, BooleanSupplier allowed) {
    HttpUrl.Builder address = host.newBuilder().addPathSegments(path);
    token.ifPresent(secret -> address.addQueryParameter("access_token", secret.reveal()));
    Track track = new Track(allowed);
    Request request =
        new Request.Builder()
            .url(address.build())
            .post(RequestBody.create(body, JSON))
            .tag(Track.class, track)
            .build();
    try (Response response = http.newCall(request).execute()) {
      WeChatReply reply = read(response);
      if (reply instanceof WeChatReply.Unusable) {
        track.closeConnection();
      }
      return reply;
    } catch (IOException e) {
      return new WeChatReply.TransportFailure(e.getClass().getSimpleName(), track.sent);
    }
  }

  private WeChatReply read(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(maxReply + 1)) {
      return new WeChatReply.Unusable("more than " + maxReply + " bytes");
    }
    return WeChatReplyParser.read(response.code(), source.readByteArray());
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** How far a call came. */
  private static final class Track {
    private final BooleanSupplier allowed;
    private volatile boolean sent;
    private volatile @Nullable Connection connection;

    Track(BooleanSupplier allowed) {
      this.allowed = allowed;
    }

    static Track of(Call call) {
      return Objects.requireNonNull(call.request().tag(Track.class));
    }

    /** What is left on it of a reply that was not what it said would be read as the next one. */
    void closeConnection() {
      Connection used = connection;
      if (used != null) {
        try {
          used.socket().close();
        } catch (IOException ignored) {
          // It is of no use any more, closed or not.
        }
      }
    }
  }

  private static final class Tracker extends EventListener {
    @Override
    public void connectionAcquired(Call call, Connection connection) {
      Track.of(call).connection = connection;
    }

    @Override
    public void requestHeadersStart(Call call) {
      Track.of(call).sent = true;
    }
  }
}
