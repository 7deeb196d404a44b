package io.sunpress.simulator.ledger;

/**
 * What makes two calls ask for the same code, for counting.
 *
 * @param app the appid
 * @param kind which call
 * @param page page, or path of the limited kinds
 * @param scene scene, or empty
 */
public record AskedCode(String app, CallKind kind, String page, String scene) {
  static AskedCode of(CallFacts facts) {
    return new AskedCode(facts.app(), facts.kind(), facts.page(), facts.scene());
  }
}
