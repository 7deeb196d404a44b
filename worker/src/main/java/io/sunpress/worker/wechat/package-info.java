/** WeChat's side of the line: calls, replies, tokens, and what each errcode means. */
@NullMarked
package io.sunpress.worker.wechat;

import org.jspecify.annotations.NullMarked;
