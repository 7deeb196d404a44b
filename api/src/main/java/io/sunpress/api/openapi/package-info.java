/** Describes the doors as an OpenAPI 3.1 document; tests hold it to what the server does. */
@NullMarked
package io.sunpress.api.openapi;

import org.jspecify.annotations.NullMarked;
