/** The threads that both processes make alike. */
@NullMarked
package io.sunpress.concurrent;

import org.jspecify.annotations.NullMarked;
