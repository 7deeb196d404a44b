package io.sunpress.storage;

import io.sunpress.code.PictureKey;
import java.util.Optional;

/**
 * Where pictures are kept. An existing picture is never overwritten. Connects when first used, so
 * that a process can start before its store does. Every method may throw {@link StoreException}.
 */
public interface ImageStore {
  /** Finds what is stored under a name. */
  Optional<PictureMetadata> find(PictureKey name);

  /** Stores a picture, unless there is one of that name: then describes that one. */
  CreateResult create(PictureKey name, Picture picture);

  /** Reads a picture; empty where there is none. */
  Optional<Picture> read(PictureKey name);

  /**
   * Looks whether the store can be used; makes what is missing, where it may. Writes a small object
   * until it knows whether the store creates without overwriting, then no more. Never throws.
   */
  StoreCheckResult check();

  /**
   * Looks whether the store takes a picture of this size among the others: it may be full, or its
   * rights may end there, while all else works. Writes what {@link #check} does not. Never throws.
   */
  StoreCheckResult checkTakes(Picture like);
}
