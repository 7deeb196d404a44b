package io.sunpress.worker.pipeline;

import io.sunpress.worker.picture.PictureCheck;
import io.sunpress.worker.quota.Admission;
import io.sunpress.worker.retry.ClosedApps;
import io.sunpress.worker.wechat.Drawer;

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
    Drawer drawer,
    PictureCheck check,
    Admission admission,
    ClosedApps closedApps,
    AddressSuspension address) {}
