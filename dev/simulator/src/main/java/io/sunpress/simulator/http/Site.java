package io.sunpress.simulator.http;

import io.sunpress.simulator.fault.LatencySource;
import io.sunpress.simulator.wechat.WeChat;

/**
 * What every connection shares.
 *
 * @param weChat decides
 * @param latency says how long it takes
 * @param gate holds answers back
 * @param deliveries draws and writes
 * @param admin answers {@code /_sim/…}
 */
public record Site(
    WeChat weChat, LatencySource latency, Gate gate, Deliveries deliveries, AdminRoute admin) {}
