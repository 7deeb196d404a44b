package io.sunpress.simulator.wechat;

import static java.util.Objects.requireNonNull;

import io.sunpress.simulator.calls.CallKind;
import java.util.Map;

/**
 * A request that has arrived whole at a known route.
 *
 * @param kind the route
 * @param method HTTP method
 * @param query query parameters, decoded
 * @param contentType header, or empty
 * @param body bytes; not to be changed
 */
public record HttpCall(
    CallKind kind, String method, Map<String, String> query, String contentType, byte[] body) {
  public HttpCall {
    requireNonNull(kind, "kind");
    requireNonNull(method, "method");
    query = Map.copyOf(query);
    requireNonNull(contentType, "contentType");
    requireNonNull(body, "body");
  }

  /** Without query and body: there may be a token or a secret in them. */
  @Override
  public String toString() {
    return "HttpCall[" + method + " " + kind.path() + "]";
  }
}
