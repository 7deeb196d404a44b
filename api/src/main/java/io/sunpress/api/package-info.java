/** HTTP in: puts the doors together. Never calls WeChat. */
@NullMarked
package io.sunpress.api;

import org.jspecify.annotations.NullMarked;
