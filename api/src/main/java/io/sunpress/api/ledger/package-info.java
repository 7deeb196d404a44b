/** What is known of every code: the topics asked and answered, read into a local directory. */
@NullMarked
package io.sunpress.api.ledger;

import org.jspecify.annotations.NullMarked;
