/** Whether this process can do its work, and what is missing if not. */
@NullMarked
package io.sunpress.api.health;

import org.jspecify.annotations.NullMarked;
