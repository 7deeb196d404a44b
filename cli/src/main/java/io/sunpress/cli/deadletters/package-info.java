/**
 * The command {@code dead-letters}: lists records that could not be processed, and replays them.
 */
@NullMarked
package io.sunpress.cli.deadletters;

import org.jspecify.annotations.NullMarked;
