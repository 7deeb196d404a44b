/** Everything that no door answers: wrong routes and methods, cut connections, our own bugs. */
@NullMarked
package io.sunpress.api.errors;

import org.jspecify.annotations.NullMarked;
