/** From a record of any shape to requests for codes, by CEL expressions in text templates. */
@NullMarked
package io.sunpress.worker.source.mapping;

import org.jspecify.annotations.NullMarked;
