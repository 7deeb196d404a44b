package io.sunpress.simulator.reply;

import static java.util.Objects.requireNonNull;

/**
 * An error reply of WeChat.
 *
 * @param errcode its number
 * @param errmsg its words, without the rid
 */
public record SimulatedError(int errcode, String errmsg) {
  public SimulatedError {
    requireNonNull(errmsg, "errmsg");
  }
}
