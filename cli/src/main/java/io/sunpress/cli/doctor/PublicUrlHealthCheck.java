package io.sunpress.cli.doctor;

import io.sunpress.code.AppId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Stores a picture of one pixel, which stays, and fetches it as a visitor would: by the public
 * address, without keys.
 */
final class PublicUrlHealthCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  /** A gateway answers these where nothing runs behind it, as before the first start. */
  private static final Set<Integer> NOT_STARTED = Set.of(502, 503, 504);

  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjnfAAAAABJRU5ErkJg"
                  + "gg==");

  private final ImageStore images;
  private final PictureKey probe;
  private final HttpUrl url;

  PublicUrlHealthCheck(ImageStore images, PictureUrlBuilder urls, AppId app) {
    this.images = images;
    this.probe = PictureKey.probe(app);
    this.url = HttpUrl.get(urls.of(probe).toString());
  }

  HealthFinding finding() {
    try {
      images.create(probe, Picture.of(PictureFormat.PNG, PIXEL));
    } catch (StoreException e) {
      return HealthFinding.unchecked("public-url", "rights");
    }
    OkHttpClient http =
        new OkHttpClient.Builder().callTimeout(TIMEOUT).followRedirects(false).build();
    try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
      return read(response);
    } catch (IOException e) {
      return HealthFinding.warn("public-url.unreachable", url.host(), e.getClass().getSimpleName());
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  private HealthFinding read(Response response) throws IOException {
    if (NOT_STARTED.contains(response.code())) {
      return HealthFinding.warn("public-url.unreachable", url.host(), "HTTP " + response.code());
    }
    if (response.code() != 200) {
      return HealthFinding.fail("public-url.refused", url.host(), response.code());
    }
    String type = response.header("Content-Type", "");
    if (!type.toLowerCase(Locale.ROOT).startsWith(PictureFormat.PNG.contentType())) {
      return HealthFinding.fail("public-url.type", url.host(), type);
    }
    if (response
        .header("Content-Disposition", "")
        .toLowerCase(Locale.ROOT)
        .startsWith("attachment")) {
      return HealthFinding.fail("public-url.attachment", url.host());
    }
    if (!Arrays.equals(response.body().source().readByteArray(), PIXEL)) {
      return HealthFinding.fail("public-url.other", url.host());
    }
    return url.isHttps() || LOOPBACK.contains(url.host())
        ? HealthFinding.ok("public-url.right", url.host())
        : HealthFinding.warn("public-url.http", url.host());
  }
}
