/**
 * Says what became of requests, to Kafka: answers, events, dead letters, each until acknowledged.
 */
@NullMarked
package io.sunpress.worker.publish;

import org.jspecify.annotations.NullMarked;
