/** Digests of bytes. */
@NullMarked
package io.sunpress.digest;

import org.jspecify.annotations.NullMarked;
