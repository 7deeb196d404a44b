/** A value that must never be printed. */
@NullMarked
package io.sunpress.secret;

import org.jspecify.annotations.NullMarked;
