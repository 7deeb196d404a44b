/** The door for clients of AnqiCMS: {@code POST /api/weapp/qrcode}, its envelope and numbers. */
@NullMarked
package io.sunpress.api.anqicms;

import org.jspecify.annotations.NullMarked;
