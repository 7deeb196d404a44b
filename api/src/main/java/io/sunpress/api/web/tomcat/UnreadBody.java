package io.sunpress.api.web.tomcat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * What is left of a request's body, as the server sees it: it knows what has come, which a
 * servlet's stream tells only of what was read already; and it reads on when that stream is closed.
 */
class UnreadBody {
  private static final String ATTRIBUTE = UnreadBody.class.getName();

  private final Request request;

  UnreadBody(Request request) {
    this.request = request;
  }

  /** Has the request know it. */
  void isOf(HttpServletRequest known) {
    known.setAttribute(ATTRIBUTE, this);
  }

  /** That of this request. */
  static Optional<UnreadBody> of(HttpServletRequest known) {
    return Optional.ofNullable((UnreadBody) known.getAttribute(ATTRIBUTE));
  }

  /** Whether some of it is here and can be read without waiting. */
  boolean isHere() {
    request.action(ActionCode.AVAILABLE, Boolean.TRUE);
    return request.getAvailable() > 0;
  }

  /** Whether nothing is left. */
  boolean isOver() {
    AtomicBoolean over = new AtomicBoolean();
    request.action(ActionCode.REQUEST_BODY_FULLY_READ, over);
    return over.get();
  }

  /** Takes some bytes and forgets them: how many, or a negative number at the end. */
  int take() throws IOException {
    return request.doRead(new Nowhere());
  }

  /** Where the server puts what it reads. */
  private static final class Nowhere implements ApplicationBufferHandler {
    private ByteBuffer last = EMPTY_BUFFER;

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      last = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return last;
    }

    @Override
    public void expand(int size) {
      // The server's own buffer will do.
    }
  }
}
