package io.sunpress.api.openapi;

import java.time.Duration;

/**
 * What this server allows, as the document tells it.
 *
 * @param bodyBytes the largest body
 * @param patience how long the compat door waits by itself
 * @param maxWait the longest wait that may be preferred
 */
record Limits(int bodyBytes, Duration patience, Duration maxWait) {
  String prefer() {
    return "respond-async, or wait=N with N up to " + maxWait.toSeconds() + " s (RFC 7240).";
  }

  String tooLarge() {
    return "The body has more than " + bodyBytes + " bytes.";
  }
}
