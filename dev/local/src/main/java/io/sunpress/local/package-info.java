/**
 * Everything in one JVM on real parts: the way to try Sunpress, and its integration tests' harness.
 */
@NullMarked
package io.sunpress.local;

import org.jspecify.annotations.NullMarked;
