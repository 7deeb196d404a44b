package io.sunpress.worker.pipeline;

import io.sunpress.worker.image.ImageValidator;
import io.sunpress.worker.limiter.CallLimiter;
import io.sunpress.worker.wechat.CodeClient;

/**
 * WeChat, and what decides whether it is called.
 *
 * @param drawer sends the calls
 * @param check decides what may be stored of the replies
 * @param limiter gives permits, one a call, or the reason why it may not be sent
 */
public record CallAccess(CodeClient drawer, ImageValidator check, CallLimiter limiter) {}
