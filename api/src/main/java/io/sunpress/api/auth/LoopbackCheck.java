package io.sunpress.api.auth;

import com.google.common.net.InetAddresses;
import io.sunpress.api.web.HostHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request comes from a program on this machine that means us. A web page of
 * somebody else can make a browser on this machine send requests too, by its own name that it lets
 * point at 127.0.0.1 (then Host is not ours) or across sites (then Origin is not ours), and a proxy
 * on this machine passes on the whole world's.
 */
final class LoopbackCheck {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final List<String> SIGNS_OF_A_PROXY =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private LoopbackCheck() {}

  static boolean isBehind(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return isLoopback(request.getRemoteAddr())
        && isLoopback(request.getLocalAddr())
        && SIGNS_OF_A_PROXY.stream().allMatch(name -> request.getHeader(name) == null)
        && host != null
        && NAMES.contains(HostHeader.name(host))
        && isOwn(request.getHeader("Origin"), host);
  }

  private static boolean isLoopback(@Nullable String literal) {
    return literal != null
        && InetAddresses.isInetAddress(literal)
        && InetAddresses.forString(literal).isLoopbackAddress();
  }

  /** Whether a request comes from a page of this server, or from no page. */
  static boolean isOwn(@Nullable String origin, @Nullable String host) {
    return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
  }
}
