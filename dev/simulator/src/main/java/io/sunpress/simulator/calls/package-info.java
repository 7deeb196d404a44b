/** What was called, when and with what result: the proof that tests and measurements rest on. */
package io.sunpress.simulator.calls;
