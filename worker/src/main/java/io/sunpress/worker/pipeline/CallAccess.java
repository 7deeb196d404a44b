package io.sunpress.worker.pipeline;

import io.sunpress.worker.delay.SuspendedApps;
import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.RateLimiter;
import io.sunpress.worker.wechat.CodeClient;

/**
 * WeChat, and what decides whether it is called.
 *
 * @param drawer sends the calls
 * @param check decides what may be stored of the replies
 * @param admission gives permits, one a call
 * @param closedApps knows the apps that nothing is drawn for at present
 * @param address suspends this worker while WeChat refuses its address
 */
public record CallAccess(
    CodeClient drawer,
    ImageValidator check,
    RateLimiter admission,
    SuspendedApps closedApps,
    AddressSuspension address) {}
