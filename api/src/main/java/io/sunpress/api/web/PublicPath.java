package io.sunpress.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where clients find the API's routes: below a context path, or one that a proxy strips. */
public final class PublicPath {
  private static final String ATTRIBUTE = PublicPath.class.getName();
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]{1,100}){1,8}/?");

  private PublicPath() {}

  /** What comes before every route in the address that the client has used; mostly nothing. */
  public static String prefix(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String known
        ? known
        : request.getContextPath();
  }

  /** A request's path as routes are written: without the context path. */
  public static String route(HttpServletRequest request) {
    return route(request, request.getRequestURI());
  }

  /** The same for a path that the request had before it was forwarded. */
  static String route(HttpServletRequest request, String path) {
    String context = request.getContextPath();
    return context != null && path.startsWith(context) ? path.substring(context.length()) : path;
  }

  /** It goes into addresses that we write: anything but a plain path is ignored. */
  static void setPrefix(HttpServletRequest request, @Nullable String reported) {
    if (reported != null && PREFIX.matcher(reported.strip()).matches()) {
      String path = reported.strip();
      request.setAttribute(
          ATTRIBUTE, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
  }
}
