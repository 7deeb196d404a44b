/** The API for new clients: proper status codes, problems after RFC 9457. */
@NullMarked
package io.sunpress.api.v1;

import org.jspecify.annotations.NullMarked;
