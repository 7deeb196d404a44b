package io.sunpress.api.web.tomcat;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Knows how long a request's head and its response take. The server by itself limits the silence
 * between two bytes only, so that a byte now and then would keep a connection for ever.
 */
final class TimedProcessor extends Http11Processor {
  private final BoundedEndpoint endpoint;

  TimedProcessor(AbstractHttp11Protocol<?> protocol, BoundedEndpoint endpoint, Adapter adapter) {
    super(protocol, adapter);
    this.endpoint = endpoint;
  }

  @Override
  public SocketState process(SocketWrapperBase<?> connection, SocketEvent event)
      throws IOException {
    endpoint.processes(this, connection);
    return super.process(connection, event);
  }

  /** Whether the client of this connection takes longer than it may; false for any other's. */
  boolean isLate(SocketWrapperBase<?> connection, ConnectionLimits limits) {
    // The connection first: the times of its successor are younger.
    if (getSocketWrapper() != connection) {
      return false;
    }
    long now = System.nanoTime();
    long started = request.getStartTimeNanos();
    if (started == -1) {
      return false;
    }
    long committed = response.getCommitTimeNanos();
    return committed == -1
        ? waitsForHead(connection) && now - started > limits.headTimeoutNanos()
        : now - committed > limits.responseTimeoutNanos();
  }

  /** A processor that its connection keeps while no thread has it is in the middle of a head. */
  private boolean waitsForHead(SocketWrapperBase<?> connection) {
    return connection.getCurrentProcessor() == this && !isAsync();
  }
}
