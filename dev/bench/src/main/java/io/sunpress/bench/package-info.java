/** Measurements: {@code java -jar bench.jar <scenario>}. */
@NullMarked
package io.sunpress.bench;

import org.jspecify.annotations.NullMarked;
