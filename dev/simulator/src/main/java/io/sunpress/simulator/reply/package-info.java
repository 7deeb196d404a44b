/** What goes back to the caller: as WeChat means it, and as it is put on the wire. */
package io.sunpress.simulator.reply;
