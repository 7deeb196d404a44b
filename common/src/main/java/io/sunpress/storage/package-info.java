/** Pictures in a bucket: create-only, checked, and distinguished from a store that is away. */
@NullMarked
package io.sunpress.storage;

import org.jspecify.annotations.NullMarked;
