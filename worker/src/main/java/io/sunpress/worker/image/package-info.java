/** Tells pictures from everything else: nothing is stored that does not decode. */
@NullMarked
package io.sunpress.worker.image;

import org.jspecify.annotations.NullMarked;
