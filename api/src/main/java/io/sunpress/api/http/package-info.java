/** What all doors have in common: bodies, preferences, problems, headers. */
@NullMarked
package io.sunpress.api.http;

import org.jspecify.annotations.NullMarked;
