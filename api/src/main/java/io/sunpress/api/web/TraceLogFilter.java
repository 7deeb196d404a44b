package io.sunpress.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts a request's trace id beside every line that is logged for it: the client's where it has one,
 * else one of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class TraceLogFilter extends OncePerRequestFilter {
  static final String KEY = "traceId";

  private static final int FROM = 3;
  private static final int TO = 35;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    MDC.put(KEY, traceId(request));
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(KEY);
    }
  }

  /** The same in all the parts of a request that is answered later. */
  private static String traceId(HttpServletRequest request) {
    if (request.getAttribute(TraceLogFilter.class.getName()) instanceof String known) {
      return known;
    }
    String parent = TraceHeaders.of(request).headers().get("traceparent");
    String id = parent == null ? random() : parent.substring(FROM, TO);
    request.setAttribute(TraceLogFilter.class.getName(), id);
    return id;
  }

  private static String random() {
    byte[] bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
