package io.sunpress.api.web.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Takes what nobody has read of a body, after the answer, and closes the connection where that is
 * too much or too slow. The server by itself waits for the rest as long as the client sends a byte
 * now and then, with a thread for each.
 */
final class BodyDrainValve extends ValveBase {
  private final RequestBodyReader bodies;

  BodyDrainValve(RequestBodyReader bodies) {
    super(true);
    this.bodies = bodies;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    UnreadBody rest = new UnreadBody(request.getCoyoteRequest());
    rest.isOf(request);
    try {
      getNext().invoke(request, response);
      if (!request.isAsync() && !request.isFinished()) {
        take(rest, request, response);
      }
    } finally {
      bodies.leave(request);
    }
  }

  private void take(UnreadBody rest, Request request, Response response) throws IOException {
    response.flushBuffer();
    bodies.drain(request, rest);
    if (!request.isFinished()) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }
}
