/** Other systems' topics: read, judged, and fed to the same intake as HTTP. */
@NullMarked
package io.sunpress.worker.source;

import org.jspecify.annotations.NullMarked;
