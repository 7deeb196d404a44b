/**
 * What all doors share: problems, envelopes, texts in two languages, entity tags, preferences,
 * traces.
 */
@NullMarked
package io.sunpress.api.web;

import org.jspecify.annotations.NullMarked;
