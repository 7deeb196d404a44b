/** What can't be done now: put aside by its cause, said so, and put back when its time has come. */
@NullMarked
package io.sunpress.worker.delay;

import org.jspecify.annotations.NullMarked;
