/** Keeps entries and offsets in a local RocksDB directory. */
@NullMarked
package io.sunpress.api.ledger.store;

import org.jspecify.annotations.NullMarked;
