/** One class a scenario. */
@NullMarked
package io.sunpress.bench.scenario;

import org.jspecify.annotations.NullMarked;
