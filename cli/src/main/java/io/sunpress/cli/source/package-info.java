/** {@code source}: tries a source's mapping on records, and requests nothing. */
@NullMarked
package io.sunpress.cli.source;

import org.jspecify.annotations.NullMarked;
