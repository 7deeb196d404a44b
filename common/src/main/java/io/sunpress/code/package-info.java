/**
 * What a code shows and how it is named: values that cannot be wrong. Knows no Spring, no Kafka.
 */
@NullMarked
package io.sunpress.code;

import org.jspecify.annotations.NullMarked;
