/** The door for clients of AnqiCMS's {@code POST /api/weapp/qrcode}: its envelope, its numbers. */
@NullMarked
package io.sunpress.api.compat;

import org.jspecify.annotations.NullMarked;
