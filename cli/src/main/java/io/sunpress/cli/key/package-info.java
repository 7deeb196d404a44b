/** The command {@code new-key}. */
@NullMarked
package io.sunpress.cli.key;

import org.jspecify.annotations.NullMarked;
