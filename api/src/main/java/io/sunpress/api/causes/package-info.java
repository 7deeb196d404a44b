/** What a failure means and what to do about it, in Chinese and English. */
@NullMarked
package io.sunpress.api.causes;

import org.jspecify.annotations.NullMarked;
