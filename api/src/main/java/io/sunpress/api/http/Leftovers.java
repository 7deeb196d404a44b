package io.sunpress.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes what a handler has left of a body, after the answer. The server would do that too, but for as
 * long as the client likes to send a byte now and then, a thread for each: it is told not to.
 */
@Component
final class Leftovers extends OncePerRequestFilter {
  private final Bodies bodies;

  Leftovers(Bodies bodies) {
    this.bodies = bodies;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (!request.isAsyncStarted() && !request.getInputStream().isFinished()) {
      response.flushBuffer();
      bodies.drain(request);
    }
  }
}
