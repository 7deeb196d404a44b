package io.sunpress.api.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Takes what nobody has read of a body, after the answer, and closes the connection where that is
 * too much or too slow. The server by itself waits for the rest as long as the client sends a byte
 * now and then, with a thread for each.
 */
final class Leftovers extends ValveBase {
  private final Bodies bodies;

  Leftovers(Bodies bodies) {
    super(true);
    this.bodies = bodies;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.isAsync() || request.isFinished()) {
      return;
    }
    response.flushBuffer();
    // The servlet's own stream of the body is closed with the answer.
    Nowhere nowhere = new Nowhere();
    bodies.drain(request, () -> request.getCoyoteRequest().doRead(nowhere));
    if (!request.isFinished()) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
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
