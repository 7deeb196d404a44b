package io.sunpress.api.web.tomcat;

import io.sunpress.api.web.HttpProperties;
import io.sunpress.api.web.SlowBodyException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Reads request bodies as bytes, whatever their Content-Type: up to a size, and for no longer than
 * a time. Reading holds the thread of the request, which is a virtual one where the platform has
 * them.
 */
public final class RequestBodyReader {
  /** Longer than the body of any usual request: the memory for so much is never refused. */
  private static final int CHUNK = 8 << 10;

  private final int limit;
  private final long timeoutNanos;
  private final Semaphore furtherChunks;

  RequestBodyReader(HttpProperties properties) {
    this.limit = Math.toIntExact(properties.bodyLimit().toBytes());
    this.timeoutNanos = properties.bodyTimeout().toNanos();
    long memory = Math.max(properties.bodyMemory().toBytes(), properties.bodyLimit().toBytes());
    this.furtherChunks = new Semaphore(Math.toIntExact(memory / CHUNK + 1));
  }

  /** The largest body, in bytes. */
  public int limit() {
    return limit;
  }

  /**
   * The body; empty if it is too large, however much larger.
   *
   * @throws SlowBodyException if it does not come in time, or if too many large ones are being read
   * @throws IOException if it can't be read
   */
  public Optional<byte[]> read(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length > limit) {
      return Optional.empty();
    }
    Body body = new Body(length < 0 ? CHUNK : (int) Math.min(length, CHUNK));
    try {
      return body.readAll(request.getInputStream());
    } catch (SocketTimeoutException e) {
      throw new SlowBodyException(SlowBodyException.Why.TOO_SLOW);
    } finally {
      furtherChunks.release(body.chunks);
    }
  }

  private final class Body {
    private final long end = System.nanoTime() + timeoutNanos;
    private final byte[] buffer;
    private final ByteArrayOutputStream bytes;
    private int chunks;

    Body(int size) {
      this.buffer = new byte[Math.max(1, size)];
      this.bytes = new ByteArrayOutputStream(size);
    }

    Optional<byte[]> readAll(InputStream in) throws IOException {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
        if (bytes.size() > limit) {
          return Optional.empty();
        }
        if (System.nanoTime() - end > 0) {
          throw new SlowBodyException(SlowBodyException.Why.TOO_SLOW);
        }
        reserve();
      }
      return Optional.of(bytes.toByteArray());
    }

    private void reserve() throws SlowBodyException {
      while (bytes.size() > (chunks + 1) * CHUNK) {
        if (!furtherChunks.tryAcquire()) {
          throw new SlowBodyException(SlowBodyException.Why.TOO_MANY);
        }
        chunks++;
      }
    }
  }
}
