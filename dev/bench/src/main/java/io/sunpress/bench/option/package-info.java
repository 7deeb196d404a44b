/** What a scenario can be told on the command line. */
@NullMarked
package io.sunpress.bench.option;

import org.jspecify.annotations.NullMarked;
