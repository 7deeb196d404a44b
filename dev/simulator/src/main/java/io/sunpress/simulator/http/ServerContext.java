package io.sunpress.simulator.http;

import io.sunpress.simulator.fault.LatencySampler;
import io.sunpress.simulator.wechat.SimulatedWeChat;

/**
 * What every connection shares.
 *
 * @param weChat decides
 * @param latency how long it takes
 * @param gate holds answers back
 * @param deliveries draws and writes
 * @param admin answers {@code /_sim/…}
 */
public record ServerContext(
    SimulatedWeChat weChat,
    LatencySampler latency,
    ResponseGate gate,
    ResponseRenderer deliveries,
    AdminRoute admin) {}
