/** The command line of an installation; each command has a package of its own. */
@NullMarked
package io.sunpress.cli;

import org.jspecify.annotations.NullMarked;
