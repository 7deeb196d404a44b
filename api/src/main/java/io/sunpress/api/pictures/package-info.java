/** The pictures themselves, out of the bucket. */
@NullMarked
package io.sunpress.api.pictures;

import org.jspecify.annotations.NullMarked;
