package io.sunpress.worker.source;

import io.sunpress.worker.publish.RetryingProducer;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all sources share.
 *
 * @param retryingProducer writes dead letters and events until they are acknowledged
 * @param timer for repetitions
 */
public record SourceThreads(RetryingProducer retryingProducer, ScheduledExecutorService timer) {}
