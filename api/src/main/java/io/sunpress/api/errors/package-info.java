/** Answers where no handler does: unknown routes and methods, cut connections, bugs of ours. */
@NullMarked
package io.sunpress.api.errors;

import org.jspecify.annotations.NullMarked;
