/** The command line {@code doctor}: looks at everything a worker needs, and says what to do. */
@NullMarked
package io.sunpress.worker.doctor;

import org.jspecify.annotations.NullMarked;
