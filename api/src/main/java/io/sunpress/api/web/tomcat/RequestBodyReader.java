package io.sunpress.api.web.tomcat;

import io.sunpress.api.web.HttpProperties;
import io.sunpress.api.web.SlowBodyException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads request bodies as bytes, whatever their Content-Type says, up to a limit. Reading holds a
 * thread of the server: a body that is there already is read at once, of those that are not only so
 * many at a time, and none for long. So slow clients can't take all threads.
 */
public final class RequestBodyReader {
  private static final Logger log = LoggerFactory.getLogger(RequestBodyReader.class);
  private static final long PATIENCE_MILLIS = 200;
  private static final int CHUNK = 8 << 10;
  private static final long MOST_DRAINED = 2 << 20;

  /** For four who were let in, one who was not: he takes no place of theirs. */
  private static final int UNWANTED_SHARE = 4;

  private static final String GIVEN_UP = RequestBodyReader.class.getName() + ".givenUp";
  private static final String PLACE = RequestBodyReader.class.getName() + ".place";

  private final int limit;
  private final long withinNanos;
  private final Semaphore slow;
  private final Semaphore unwanted;

  RequestBodyReader(HttpProperties properties) {
    this.limit = Math.toIntExact(properties.bodyLimit().toBytes());
    this.withinNanos = properties.bodyTimeout().toNanos();
    this.slow = new Semaphore(properties.maxSlowBodies());
    this.unwanted = new Semaphore(Math.max(1, properties.maxSlowBodies() / UNWANTED_SHARE));
  }

  /** The largest body, in bytes. */
  public int limit() {
    return limit;
  }

  /**
   * The body; empty where it is too large, however much larger.
   *
   * @throws SlowBodyException where it does not come in time, or too many do not
   * @throws IOException where it can't be read
   */
  public Optional<byte[]> read(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length > limit) {
      return Optional.empty();
    }
    ServletInputStream body = request.getInputStream();
    try {
      ByteArrayOutputStream there = whatIsThere(body, length, UnreadBody.of(request));
      return there.size() == length
          ? Optional.of(there.toByteArray())
          : slowly(new SequenceInputStream(new ByteArrayInputStream(there.toByteArray()), body));
    } catch (IOException e) {
      request.setAttribute(GIVEN_UP, true);
      throw e;
    }
  }

  /**
   * What can be read without waiting. The server tells whether something is there, not how much; of
   * a body whose length is not told not even that.
   */
  private static ByteArrayOutputStream whatIsThere(
      ServletInputStream body, long length, Optional<UnreadBody> rest) throws IOException {
    // Most bodies are a hundredth of a chunk.
    byte[] chunk = new byte[(int) Math.max(0, Math.min(CHUNK, length))];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(chunk.length);
    while (bytes.size() < length
        && (body.available() > 0 || rest.filter(UnreadBody::isHere).isPresent())) {
      bytes.write(chunk, 0, Math.max(0, body.read(chunk)));
    }
    return bytes;
  }

  /**
   * Whether a connection can be used again behind an answer that nobody read the body for: all of
   * it is here, or there is a place for who waits for the rest. Asked before the answer, so that it
   * can say so.
   */
  public boolean canBeUsedAgain(HttpServletRequest request) throws IOException {
    Optional<UnreadBody> rest = UnreadBody.of(request);
    if (rest.isEmpty() || rest.get().isOver() || hasPlace(request)) {
      return true;
    }
    if (!isWorthDraining(request)) {
      return false;
    }
    takeWhatIsHere(rest.get(), request.getContentLengthLong());
    if (rest.get().isOver()) {
      return true;
    }
    if (unwanted.tryAcquire()) {
      request.setAttribute(PLACE, true);
    }
    return hasPlace(request);
  }

  private static boolean hasPlace(HttpServletRequest request) {
    return request.getAttribute(PLACE) != null;
  }

  /**
   * Reads what nobody wanted, so that the client hears the answer and may use the connection again.
   * Not where that is too much or takes too long: then the connection is closed.
   */
  void drain(HttpServletRequest request, UnreadBody rest) {
    try {
      if (canBeUsedAgain(request) && hasPlace(request)) {
        takeAll(rest);
      }
    } catch (IOException e) {
      log.debug("The rest of a body did not come", e);
    }
  }

  /** Has another one have the request's place, if it has one. */
  void leave(HttpServletRequest request) {
    if (hasPlace(request)) {
      request.removeAttribute(PLACE);
      unwanted.release();
    }
  }

  private static boolean isWorthDraining(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    boolean hasBody = length > 0 || length < 0 && request.getHeader("Transfer-Encoding") != null;
    boolean waitsForUs = request.getHeader("Expect") != null;
    return hasBody
        && length <= MOST_DRAINED
        && !waitsForUs
        && request.getAttribute(GIVEN_UP) == null;
  }

  /** Of a body whose length is not told a length may be here, and what it is the length of not. */
  private static void takeWhatIsHere(UnreadBody rest, long length) throws IOException {
    long left = length;
    while (left > 0 && rest.isHere()) {
      left -= Math.max(1, rest.take());
    }
  }

  private void takeAll(UnreadBody rest) throws IOException {
    long start = System.nanoTime();
    long taken = 0;
    for (int bytes = rest.take(); bytes >= 0; bytes = rest.take()) {
      taken += bytes;
      if (taken > MOST_DRAINED || System.nanoTime() - start > withinNanos) {
        return;
      }
    }
  }

  private Optional<byte[]> slowly(InputStream body) throws IOException {
    if (!mayRead()) {
      throw new SlowBodyException(SlowBodyException.Why.TOO_MANY);
    }
    try {
      return whole(body);
    } finally {
      slow.release();
    }
  }

  private boolean mayRead() {
    try {
      return slow.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<byte[]> whole(InputStream body) throws IOException {
    long start = System.nanoTime();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
      bytes.write(chunk, 0, read);
      if (bytes.size() > limit) {
        return Optional.empty();
      }
      if (System.nanoTime() - start > withinNanos) {
        throw new SlowBodyException(SlowBodyException.Why.TOO_SLOW);
      }
    }
    return Optional.of(bytes.toByteArray());
  }
}
