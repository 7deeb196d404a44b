/** What most people would write: a listener, the usual SDK, one call after the other. */
@NullMarked
package io.sunpress.bench.baseline;

import org.jspecify.annotations.NullMarked;
