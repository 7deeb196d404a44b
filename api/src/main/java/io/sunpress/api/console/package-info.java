/** The pages for people: the console and the browsable API document, as plain files. */
@NullMarked
package io.sunpress.api.console;

import org.jspecify.annotations.NullMarked;
