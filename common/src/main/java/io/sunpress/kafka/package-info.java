/**
 * Kafka clients: their errors as sentences, and a producer that is replaced when it can't recover.
 */
@NullMarked
package io.sunpress.kafka;

import org.jspecify.annotations.NullMarked;
