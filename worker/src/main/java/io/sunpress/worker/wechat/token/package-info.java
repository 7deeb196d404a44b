/** Where access tokens come from, and how long each is used. */
@NullMarked
package io.sunpress.worker.wechat.token;

import org.jspecify.annotations.NullMarked;
