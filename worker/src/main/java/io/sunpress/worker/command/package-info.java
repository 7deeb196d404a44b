/** What the worker's command lines have in common: arguments, and settings without an engine. */
@NullMarked
package io.sunpress.worker.command;

import org.jspecify.annotations.NullMarked;
