/** The path of one record: from bytes to a stored picture and what is said about it. */
@NullMarked
package io.sunpress.worker.press;

import org.jspecify.annotations.NullMarked;
