/** What goes wrong on WeChat's side and on the way, and how slow it is. */
package io.sunpress.simulator.fault;
