package io.sunpress.worker.limiter;

import io.sunpress.request.Priority;

/**
 * What a permit is asked for.
 *
 * @param call the call
 * @param priority whose turn it is
 * @param probe whether the call is to find out if a suspension goes on: it is not refused for it
 */
record PermitRequest(CodeCall call, Priority priority, boolean probe) {}
