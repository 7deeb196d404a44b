package io.sunpress.simulator.wechat;

import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.ledger.OpenCall;
import io.sunpress.simulator.reply.Reply;
import java.util.Optional;

/**
 * A call that WeChat has made up its mind about.
 *
 * @param reply the answer
 * @param call its line in the ledger, still open
 * @param fault what happens to the answer on the way
 */
public record Judged(Reply reply, OpenCall call, Optional<Fault.OnTheWire> fault) {}
