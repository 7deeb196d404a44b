/** The command line {@code dead-letters}: lists records that came to nothing, and replays them. */
@NullMarked
package io.sunpress.worker.deadletters;

import org.jspecify.annotations.NullMarked;
