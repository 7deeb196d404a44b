/** The options of a scenario on the command line. */
@NullMarked
package io.sunpress.bench.option;

import org.jspecify.annotations.NullMarked;
