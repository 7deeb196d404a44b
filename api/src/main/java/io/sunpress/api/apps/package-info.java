/** How the mini-programs fare: what workers say of them, and what waits. */
@NullMarked
package io.sunpress.api.apps;

import org.jspecify.annotations.NullMarked;
