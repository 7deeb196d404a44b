/** Processes one record: reads it, draws and stores its picture, and publishes the result. */
@NullMarked
package io.sunpress.worker.pipeline;

import org.jspecify.annotations.NullMarked;
