package io.sunpress.engine;

import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is (fair queueing: turns are due at points of a time that passes as they are had).
 * The fullest partition gets the most turns and the others as many as their part of its records, so
 * that all come to their ends together: what a worker may spend of a quota goes by its partitions,
 * and one whose partitions end early leaves its part unused. The fullest gets at most twice as many
 * as any other, so that it starves none.
 */
final class FairQueue {
  private static final double LONGEST = 2;

  private double now;

  /**
   * The one whose turn it is, which has had it then; null where none may have one. Those that may
   * not now do not make up for it later.
   */
  @Nullable OwnedPartition next(
      Collection<OwnedPartition> partitions, Predicate<OwnedPartition> mayHaveOne) {
    OwnedPartition first = null;
    long most = 0;
    for (OwnedPartition each : partitions) {
      most = Math.max(most, each.left());
      if (mayHaveOne.test(each) && (first == null || each.due < first.due)) {
        first = each;
      }
    }
    if (first != null) {
      now = Math.max(now, first.due);
      first.due = now + Math.min(LONGEST, (double) most / first.left());
    }
    return first;
  }
}
