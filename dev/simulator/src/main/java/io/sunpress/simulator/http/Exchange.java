package io.sunpress.simulator.http;

import io.sunpress.simulator.ledger.Outcome;
import io.sunpress.simulator.reply.Delivery;
import io.sunpress.simulator.reply.Sending;
import io.sunpress.simulator.wechat.Judged;

/** A call whose answer is on its way. Used on the connection's thread only. */
final class Exchange {
  private final Judged judged;
  private Outcome ifClosed = new Outcome.Abandoned();
  private boolean ended;

  Exchange(Judged judged) {
    this.judged = judged;
  }

  /** The answer with its fault, written into the ledger before it is sent. */
  Delivery deliver(Deliveries deliveries) {
    Delivery answer = deliveries.of(judged.reply());
    Delivery delivery = judged.fault().map(fault -> fault.apply(answer)).orElse(answer);
    if (delivery.sending() instanceof Sending.Never) {
      ifClosed = delivery.outcome();
    } else {
      end(delivery.outcome());
    }
    return delivery;
  }

  void closed() {
    if (!ended) {
      end(ifClosed);
    }
  }

  private void end(Outcome outcome) {
    ended = true;
    judged.call().end(outcome);
  }
}
