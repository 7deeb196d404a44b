/** Kafka in: has WeChat draw codes, stores them, says so. The wiring; each part is a package. */
@NullMarked
package io.sunpress.worker;

import org.jspecify.annotations.NullMarked;
