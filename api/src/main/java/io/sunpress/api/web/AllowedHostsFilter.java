package io.sunpress.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that address the API by a foreign name. A web page can let a name of its own
 * point at this machine; the browser then takes us for the page's own server.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class AllowedHostsFilter extends OncePerRequestFilter {
  private final Set<String> allowed;

  AllowedHostsFilter(ProxyProperties properties) {
    this.allowed =
        properties.allowedHosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (allowed.isEmpty() || isAllowed(request.getHeader(HttpHeaders.HOST))) {
      chain.doFilter(request, response);
    } else {
      DirectResponse.write(HttpError.MISDIRECTED.answer(request, new HttpHeaders()), response);
    }
  }

  private boolean isAllowed(@Nullable String host) {
    return host != null && allowed.contains(HostHeader.name(host).toLowerCase(Locale.ROOT));
  }
}
