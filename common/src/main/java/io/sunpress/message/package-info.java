/** What travels between the parts: requests, answers, events, and how they are written as bytes. */
@NullMarked
package io.sunpress.message;

import org.jspecify.annotations.NullMarked;
