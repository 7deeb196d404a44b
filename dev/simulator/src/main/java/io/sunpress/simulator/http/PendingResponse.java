package io.sunpress.simulator.http;

import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.reply.SendMode;
import io.sunpress.simulator.reply.WireResponse;
import io.sunpress.simulator.wechat.DecidedCall;

/** A call whose answer is on its way. Used on the connection's thread only. */
final class PendingResponse {
  private final DecidedCall decidedCall;
  private RecordedOutcome ifClosed = new RecordedOutcome.Abandoned();
  private boolean ended;

  PendingResponse(DecidedCall decidedCall) {
    this.decidedCall = decidedCall;
  }

  /** The answer with its fault, written into the ledger before it is sent. */
  WireResponse deliver(ResponseRenderer responseRenderer) {
    WireResponse answer = responseRenderer.of(decidedCall.reply());
    WireResponse wireResponse =
        decidedCall.fault().map(fault -> fault.apply(answer)).orElse(answer);
    if (wireResponse.sending() instanceof SendMode.Never) {
      ifClosed = wireResponse.outcome();
    } else {
      end(wireResponse.outcome());
    }
    return wireResponse;
  }

  void closed() {
    if (!ended) {
      end(ifClosed);
    }
  }

  private void end(RecordedOutcome recordedOutcome) {
    ended = true;
    decidedCall.call().end(recordedOutcome);
  }
}
