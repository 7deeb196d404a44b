package io.sunpress.simulator.calls;

/**
 * What makes two calls ask for the same code, for counting.
 *
 * @param app the appid
 * @param kind which call
 * @param page page, or path of the limited kinds
 * @param scene scene, or empty
 */
public record RequestedCode(String app, CallKind kind, String page, String scene) {
  static RequestedCode of(CallParameters facts) {
    return new RequestedCode(facts.app(), facts.kind(), facts.page(), facts.scene());
  }
}
