/** Validates a request for a code, looks it up, publishes it and waits, behind every door. */
@NullMarked
package io.sunpress.api.request;

import org.jspecify.annotations.NullMarked;
