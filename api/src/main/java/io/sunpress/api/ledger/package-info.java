/** What is known of every code: look it up, or wait for it. */
@NullMarked
package io.sunpress.api.ledger;

import org.jspecify.annotations.NullMarked;
