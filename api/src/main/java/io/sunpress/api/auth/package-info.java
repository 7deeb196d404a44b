/** Who may ask for what: keys, callers and the gate. Knows no door's words. */
@NullMarked
package io.sunpress.api.auth;

import org.jspecify.annotations.NullMarked;
