/** What happened: latencies, use of the machine, and whether anything was lost. */
@NullMarked
package io.sunpress.bench.measure;

import org.jspecify.annotations.NullMarked;
