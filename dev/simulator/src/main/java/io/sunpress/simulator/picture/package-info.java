/**
 * The pictures that stand in for mini-program codes: a QR, cheap to draw and of a true code's size.
 */
package io.sunpress.simulator.picture;
