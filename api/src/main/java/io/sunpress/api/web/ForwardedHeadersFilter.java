package io.sunpress.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads {@code X-Forwarded-For} and {@code X-Forwarded-Prefix} of trusted proxies. Anybody can send
 * these headers: without a trusted proxy they mean nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ForwardedHeadersFilter extends OncePerRequestFilter {
  private final ProxyProperties proxies;

  ForwardedHeadersFilter(ProxyProperties properties) {
    this.proxies = properties;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!proxies.trustedProxies().isEmpty()) {
      read(request);
    }
    chain.doFilter(request, response);
  }

  private void read(HttpServletRequest request) {
    InetAddress peer = ClientAddress.peer(request);
    if (proxies.trusts(peer)) {
      String chain = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
      ClientAddress.set(request, client(peer, chain));
      PublicPath.setPrefix(request, request.getHeader("X-Forwarded-Prefix"));
    }
  }

  /**
   * The last address that no proxy of ours has: whatever is before it, the client may have written.
   * A chain that can't be read up to there reports nobody but its sender.
   */
  private InetAddress client(InetAddress peer, String chain) {
    InetAddress client = peer;
    int end = chain.isBlank() ? -1 : chain.length();
    while (end >= 0 && proxies.trusts(client)) {
      int comma = chain.lastIndexOf(',', end - 1);
      Optional<InetAddress> before = AddressRange.literal(chain.substring(comma + 1, end).strip());
      if (before.isEmpty()) {
        return peer;
      }
      client = before.get();
      end = comma;
    }
    return client;
  }
}
