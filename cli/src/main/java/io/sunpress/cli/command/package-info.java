/** What commands share: their arguments, and the worker's settings and clients without a worker. */
@NullMarked
package io.sunpress.cli.command;

import org.jspecify.annotations.NullMarked;
