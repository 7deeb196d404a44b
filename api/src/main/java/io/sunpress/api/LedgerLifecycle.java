package io.sunpress.api;

import io.sunpress.api.ledger.Ledger;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the ledger with the process. Stops first of all: clients that wait are answered with what
 * is known, before the server refuses to wait for them.
 */
final class LedgerLifecycle implements SmartLifecycle {
  private final Ledger ledger;
  private volatile boolean running;

  LedgerLifecycle(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void start() {
    running = true;
    ledger.start();
  }

  @Override
  public void stop() {
    running = false;
    ledger.releaseWaiting();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
