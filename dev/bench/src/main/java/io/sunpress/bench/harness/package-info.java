/** An installation in separate JVMs, on loopback, in a directory that is removed. */
@NullMarked
package io.sunpress.bench.harness;

import org.jspecify.annotations.NullMarked;
