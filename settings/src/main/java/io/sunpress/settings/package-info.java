/** The Spring side of the contract: settings, and the beans that api and worker share. */
@NullMarked
package io.sunpress.settings;

import org.jspecify.annotations.NullMarked;
