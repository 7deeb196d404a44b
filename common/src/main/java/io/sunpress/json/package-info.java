/** How JSON is read and written where Sunpress itself says what it looks like. */
@NullMarked
package io.sunpress.json;

import org.jspecify.annotations.NullMarked;
