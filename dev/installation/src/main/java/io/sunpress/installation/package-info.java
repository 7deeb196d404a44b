/** What an installation stands on, in this JVM: for local mode, the bench and the tests. */
@NullMarked
package io.sunpress.installation;

import org.jspecify.annotations.NullMarked;
