/** From the bytes of a record to plain values: JSON, Avro with a registry, formats of others. */
@NullMarked
package io.sunpress.worker.source.format;

import org.jspecify.annotations.NullMarked;
