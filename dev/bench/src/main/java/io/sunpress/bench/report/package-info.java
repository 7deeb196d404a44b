/** Figures with their units, goals, and how they are printed and kept. */
@NullMarked
package io.sunpress.bench.report;

import org.jspecify.annotations.NullMarked;
