/** What the ledger knows of one code, and how a request or an answer changes it. */
@NullMarked
package io.sunpress.api.ledger.entry;

import org.jspecify.annotations.NullMarked;
