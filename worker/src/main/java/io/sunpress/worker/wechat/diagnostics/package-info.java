/** Asks WeChat how an app stands, for the command line. */
@NullMarked
package io.sunpress.worker.wechat.diagnostics;

import org.jspecify.annotations.NullMarked;
