/**
 * Real parts in this JVM, for tests and local mode: a Kafka broker, an S3 server, and what breaks
 * them on purpose (a TCP proxy, child processes to kill).
 */
package io.sunpress.parts;
