package io.sunpress.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/** Reads request bodies as bytes, whatever their Content-Type says, up to a limit. */
public final class Bodies {
  private final int limit;

  public Bodies(HttpProperties properties) {
    this.limit = Math.toIntExact(properties.bodyLimit().toBytes());
  }

  /** The largest body, in bytes. */
  public int limit() {
    return limit;
  }

  /** The body; empty where it is too large, however much larger. */
  public Optional<byte[]> read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > limit) {
      return Optional.empty();
    }
    byte[] bytes = request.getInputStream().readNBytes(limit + 1);
    return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
  }
}
