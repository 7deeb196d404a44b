/** The command {@code doctor}: checks everything that a worker needs, and advises. */
@NullMarked
package io.sunpress.worker.doctor;

import org.jspecify.annotations.NullMarked;
