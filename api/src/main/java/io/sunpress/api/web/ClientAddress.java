package io.sunpress.api.web;

import com.google.common.net.InetAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;

/** The address that a request comes from: the peer's, or the one that a trusted proxy reports. */
public final class ClientAddress {
  private static final String ATTRIBUTE = ClientAddress.class.getName();

  /** Shared by all whose address is not known, so that what they do wrong is counted too. */
  private static final InetAddress UNKNOWN = InetAddresses.forString("0.0.0.0");

  private ClientAddress() {}

  /** The client's address, as far as it is known. */
  public static InetAddress of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof InetAddress reported
        ? reported
        : peer(request);
  }

  static void set(HttpServletRequest request, InetAddress reported) {
    request.setAttribute(ATTRIBUTE, reported);
  }

  /** The other end of the connection; the server's own filters may have put any text there. */
  static InetAddress peer(HttpServletRequest request) {
    String text = request.getRemoteAddr();
    return text == null ? UNKNOWN : AddressRange.literal(withoutZone(text)).orElse(UNKNOWN);
  }

  private static String withoutZone(String text) {
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
