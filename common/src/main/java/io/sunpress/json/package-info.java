/** How JSON is read and written where Sunpress itself defines the form. */
@NullMarked
package io.sunpress.json;

import org.jspecify.annotations.NullMarked;
