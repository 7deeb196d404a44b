/** Lets requests in, or says why not in the words of the door that they came to. */
@NullMarked
package io.sunpress.api.doors;

import org.jspecify.annotations.NullMarked;
