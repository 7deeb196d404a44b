package io.sunpress.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minio.BaseArgs;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import io.minio.errors.MinioException;
import io.sunpress.digest.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signed requests for one bucket. The MinIO client builds addresses and signatures; it is not
 * asked to send, because it reads error replies by their type and not by their status.
 */
final class S3Client {
  private static final Logger log = LoggerFactory.getLogger(S3Client.class);
  private static final int IDLE_CONNECTIONS = 256;

  private final S3ConnectionSettings settings;
  private final String region;
  private final OkHttpClient http;
  private final Provider credentials;
  private volatile Http.BaseUrl address;

  S3Client(S3ConnectionSettings settings, OkHttpClient.Builder http) {
    this.settings = settings;
    this.region = S3Address.region(settings);
    this.address = S3Address.of(settings, region);
    this.http = client(settings, http);
    this.credentials = CredentialProviders.of(settings.credentials(), this.http);
  }

  /** HTTP/1.1 alone: on a shared HTTP/2 connection one fault would hit every call on it. */
  private static OkHttpClient client(S3ConnectionSettings settings, OkHttpClient.Builder http) {
    settings.tls().ifPresent(tls -> http.sslSocketFactory(tls.sockets(), tls.authorities()));
    return http.protocols(List.of(Protocol.HTTP_1_1))
        .connectTimeout(settings.timeout())
        .readTimeout(settings.timeout())
        .writeTimeout(settings.timeout())
        // Each of these begins again with every byte.
        .callTimeout(settings.timeout().multipliedBy(2))
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
        .followRedirects(false)
        .followSslRedirects(false)
        .build();
  }

  /** What is to be stored, and how. */
  record Content(byte[] bytes, String sha256, String type, Map<String, String> headers) {
    static Content text(byte[] bytes) {
      return new Content(bytes, Sha256.hex(bytes), "text/plain", Map.of());
    }
  }

  S3Reply head(String key) {
    return send("look up", Http.Method.HEAD, object(key), new Http.Headers(), null);
  }

  S3Reply get(String key) {
    return send("read", Http.Method.GET, object(key), new Http.Headers(), null);
  }

  S3Reply headBucket() {
    BaseArgs bucket = BucketExistsArgs.builder().bucket(settings.bucket()).build();
    return send("find the bucket of", Http.Method.HEAD, bucket, new Http.Headers(), null);
  }

  /** A bucket in any region but the first names it. */
  S3Reply makeBucket() {
    BaseArgs bucket = BucketExistsArgs.builder().bucket(settings.bucket()).build();
    byte[] xml =
        region.equals("us-east-1")
            ? new byte[0]
            : """
              <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
              <LocationConstraint>%s</LocationConstraint></CreateBucketConfiguration>"""
                .formatted(region)
                .getBytes(UTF_8);
    return send(
        "make the bucket of",
        Http.Method.PUT,
        bucket,
        new Http.Headers(),
        body(new Content(xml, Sha256.hex(xml), "application/xml", Map.of())));
  }

  S3Reply put(String key, Content content, Map<String, String> headers) {
    Http.Headers all = new Http.Headers(content.headers());
    headers.forEach(all::put);
    return send("store", Http.Method.PUT, object(key), all, body(content));
  }

  private BaseArgs object(String key) {
    return GetObjectArgs.builder().bucket(settings.bucket()).object(key).build();
  }

  private static Http.Body body(Content content) {
    return new Http.Body(
        content.bytes(),
        content.bytes().length,
        MediaType.get(content.type()),
        content.sha256(),
        null);
  }

  private S3Reply send(
      String doing,
      Http.Method method,
      BaseArgs target,
      Http.Headers headers,
      Http.@Nullable Body body) {
    Http.S3Request.Builder request =
        Http.S3Request.builder()
            .userAgent("sunpress")
            .method(method)
            .args(target)
            .headers(headers)
            .queryParams(new Http.QueryParameters());
    if (body != null) {
      request.body(body);
    }
    S3Reply reply = send(doing, request.build(), address);
    if (settings.style() == AddressingStyle.AUTO && reply.problem() == StoreProblem.PATH_STYLE) {
      log.info("The store wants the bucket in the host name: from now on it is there");
      address = S3Address.virtualHost(settings.endpoint(), region);
      return send(doing, request.build(), address);
    }
    return reply;
  }

  private S3Reply send(String doing, Http.S3Request request, Http.BaseUrl to) {
    try (Response response = http.newCall(signed(request, to)).execute()) {
      return new S3Reply(response.code(), response.headers(), read(response));
    } catch (SSLException e) {
      throw broken(StoreProblem.CERTIFICATE, doing, e);
    } catch (IOException e) {
      throw broken(StoreProblem.NOT_REACHED, doing, e);
    } catch (MinioException e) {
      throw broken(StoreProblem.OTHER, doing, e);
    }
  }

  private Request signed(Http.S3Request request, Http.BaseUrl to) throws MinioException {
    return request.toRequest(to, region, keys()).httpRequest();
  }

  private Credentials keys() {
    try {
      return credentials.fetch();
    } catch (RuntimeException e) {
      throw broken(StoreProblem.CREDENTIALS, "sign for", e);
    }
  }

  private static byte[] read(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(S3Bucket.MAX_BYTES + 1L)) {
      throw new IOException("object is larger than " + S3Bucket.MAX_BYTES + " bytes");
    }
    return source.readByteArray();
  }

  /** The causes' own texts may hold addresses: only their kind is kept. */
  private static StoreException broken(StoreProblem problem, String doing, Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new StoreException(
        problem, "can't " + doing + " it: " + root.getClass().getSimpleName(), e);
  }
}
