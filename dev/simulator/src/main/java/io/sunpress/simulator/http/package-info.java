/** The simulator on the network: HTTP in, answers and faults out, and the admin route. */
package io.sunpress.simulator.http;
