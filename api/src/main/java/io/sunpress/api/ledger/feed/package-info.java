/** Reads requests and answers from Kafka into the store. */
@NullMarked
package io.sunpress.api.ledger.feed;

import org.jspecify.annotations.NullMarked;
