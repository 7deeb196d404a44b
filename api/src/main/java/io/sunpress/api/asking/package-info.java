/** One way of asking for a code, behind every door: judge, look, publish, wait. */
@NullMarked
package io.sunpress.api.asking;

import org.jspecify.annotations.NullMarked;
