/** WeChat's rules: tokens, limits and the checks of each call. Knows no network. */
package io.sunpress.simulator.wechat;
