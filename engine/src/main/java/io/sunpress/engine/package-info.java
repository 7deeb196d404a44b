/**
 * The poll loop: records are handled out of order, offsets are committed in order. Knows nothing of
 * what a record means.
 */
@NullMarked
package io.sunpress.engine;

import org.jspecify.annotations.NullMarked;
