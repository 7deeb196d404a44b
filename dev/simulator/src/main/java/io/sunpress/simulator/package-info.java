/** Stands in for WeChat: strict enough to develop, test and measure against. */
package io.sunpress.simulator;
