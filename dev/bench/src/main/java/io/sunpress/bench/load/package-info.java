/** Seeded requests, and the doors and paces at which they come. */
@NullMarked
package io.sunpress.bench.load;

import org.jspecify.annotations.NullMarked;
