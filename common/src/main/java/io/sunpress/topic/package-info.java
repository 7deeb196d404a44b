/** The topics: names, keys, policies, creation and check. */
@NullMarked
package io.sunpress.topic;

import org.jspecify.annotations.NullMarked;
