package io.sunpress.api.ledger;

import io.sunpress.code.CodeId;
import io.sunpress.message.CodeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Ready codes whose pictures were found gone from the bucket. Each is told of once in a while, not
 * once per reader; from the moment it is confirmed until a newer answer comes the code counts as
 * not ready. Safe for many threads.
 */
public final class Losses {
  private static final int MOST = 100_000;

  private record Loss(Instant finishedAt, long noticedAt, boolean confirmed) {}

  private final Map<CodeId, Loss> losses = new ConcurrentHashMap<>();
  private final long memory;
  private final LongSupplier nanoTime;

  Losses(Duration memory, LongSupplier nanoTime) {
    this.memory = memory.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Takes note; true for the first to notice in a while, who is to do something about it. */
  public boolean notice(CodeAnswer.Ready gone) {
    long now = nanoTime.getAsLong();
    if (losses.size() >= MOST) {
      losses.values().removeIf(loss -> isOver(loss, now));
    }
    Loss mine = new Loss(gone.finishedAt(), now, false);
    return losses.size() < MOST
        && losses.merge(gone.id(), mine, (old, added) -> isOver(old, now) ? added : old) == mine;
  }

  /** From now on the code is not ready. */
  public void confirm(CodeId id) {
    losses.computeIfPresent(id, (key, loss) -> new Loss(loss.finishedAt(), loss.noticedAt(), true));
  }

  /** Nothing could be done: the next to notice may try again. */
  public void forget(CodeId id) {
    losses.remove(id);
  }

  /** What is known with the loss. */
  Entry over(CodeId id, Entry entry) {
    Loss loss = losses.get(id);
    return loss != null && loss.confirmed() && isOf(loss, entry) ? entry.withoutReady() : entry;
  }

  private boolean isOf(Loss loss, Entry entry) {
    return !isOver(loss, nanoTime.getAsLong())
        && entry
            .state()
            .ready()
            .filter(ready -> !ready.finishedAt().isAfter(loss.finishedAt()))
            .isPresent();
  }

  private boolean isOver(Loss loss, long now) {
    return now - loss.noticedAt() > memory;
  }
}
