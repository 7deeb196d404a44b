package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.UnfinishedCall;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.reply.SimulatedReply;
import java.util.Optional;

/**
 * A call that WeChat has made up its mind about.
 *
 * @param reply the answer
 * @param call its line in the ledger, still open
 * @param fault what happens to the answer on the way
 */
public record DecidedCall(
    SimulatedReply reply, UnfinishedCall call, Optional<SimulatedFault.OnTheWire> fault) {}
