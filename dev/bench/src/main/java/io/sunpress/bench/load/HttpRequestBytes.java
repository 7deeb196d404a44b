package io.sunpress.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Requests as bytes, for {@link HttpLoad}. */
public final class HttpRequestBytes {
  private static final String COMPAT = "{\"path\":\"%s\",\"scene\":\"%s\"}";

  private HttpRequestBytes() {}

  /** The compat call's bodies for these codes, in turns, to any path. */
  public static Supplier<byte[]> compat(String path, List<CodeRequestMessage> codes) {
    List<byte[]> all =
        codes.stream()
            .map(code -> COMPAT.formatted(code.page(), code.scene()).getBytes(UTF_8))
            .map(body -> HttpConnection.post(path, "", body))
            .toList();
    AtomicInteger next = new AtomicInteger();
    return () -> all.get(Math.floorMod(next.getAndIncrement(), all.size()));
  }

  /** Requests to v1 for codes that nobody has asked for; answered as soon as Kafka has them. */
  public static Supplier<byte[]> fresh(RequestGenerator requestGenerator) {
    return v1(requestGenerator, "respond-async");
  }

  /** The same, to be answered when the code is there, or after so long. */
  public static Supplier<byte[]> patient(RequestGenerator requestGenerator, Duration wait) {
    return v1(requestGenerator, "wait=" + wait.toSeconds());
  }

  private static Supplier<byte[]> v1(RequestGenerator requestGenerator, String preference) {
    return () -> {
      CodeRequestMessage code;
      synchronized (requestGenerator) {
        code = requestGenerator.next();
      }
      return HttpConnection.post(
          "/v1/codes", "Prefer: " + preference + "\r\n", CodeRequestMessageCodec.write(code));
    };
  }
}
