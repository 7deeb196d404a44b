/** Pictures in a bucket: create-only, checked, and told apart from a store that is away. */
@NullMarked
package io.sunpress.storage;

import org.jspecify.annotations.NullMarked;
