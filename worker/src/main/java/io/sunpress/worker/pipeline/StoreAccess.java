package io.sunpress.worker.pipeline;

import io.sunpress.storage.ImageStore;
import io.sunpress.worker.pipeline.PendingWait.Reason;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The store, and whether it can be used.
 *
 * @param images where pictures are stored
 * @param availability checks the store where it fails
 */
public record StoreAccess(ImageStore images, StoreAvailability availability) {
  public StoreAccess {
    Objects.requireNonNull(images, "images");
    Objects.requireNonNull(availability, "availability");
  }

  /**
   * Blocks until the store answers, and takes pictures where the task has one to store.
   *
   * @return whether it was away; false where it only refused one thing
   */
  boolean awaitAvailable(CodeTask task, PendingWaits waits) {
    AtomicBoolean wasAway = new AtomicBoolean();
    waits.await(
        new PendingWait(task, Reason.STORE),
        wake ->
            availability.trouble(
                task.picture(),
                away -> {
                  wasAway.set(away);
                  wake.run();
                }));
    return wasAway.get();
  }
}
