/**
 * The one funnel into the queue, whichever door a request came through: check, app, id, lane,
 * publish.
 */
@NullMarked
package io.sunpress.request;

import org.jspecify.annotations.NullMarked;
