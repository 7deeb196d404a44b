/** What can't be done now: put aside by its cause, said so, and put back when its time has come. */
@NullMarked
package io.sunpress.worker.retry;

import org.jspecify.annotations.NullMarked;
