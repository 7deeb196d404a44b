/** Real parts in this JVM: a Kafka broker and an S3 server, for tests and local mode. */
package io.sunpress.parts;
