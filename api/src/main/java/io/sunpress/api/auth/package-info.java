/** Who may call what: API keys, callers, roles, and the interceptor that asks for them. */
@NullMarked
package io.sunpress.api.auth;

import org.jspecify.annotations.NullMarked;
