package io.sunpress.worker.limiter;

import java.util.Collection;

/**
 * The partitions of one lane's topic that this worker holds, of all there are.
 *
 * @param held how many are this worker's
 * @param all how many the topic has
 */
public record Share(int held, int all) {
  /** Nothing. */
  public static final Share NONE = new Share(0, 1);

  public Share {
    if (held < 0 || all < 1 || held > all) {
      throw new IllegalArgumentException("a share of " + held + " of " + all);
    }
  }

  /**
   * The share that a set of partition numbers is. A partition that the count does not know yet
   * shows that the topic has grown since it was counted.
   *
   * @param partitions the numbers of those held
   * @param counted how many the topic had when it was last looked at
   */
  public static Share of(Collection<Integer> partitions, int counted) {
    int highest = partitions.stream().mapToInt(Integer::intValue).max().orElse(-1);
    return new Share(partitions.size(), Math.max(counted, highest + 1));
  }

  /** This part of an amount, rounded down, so that all parts together are never more than it. */
  long of(long amount) {
    return Math.multiplyExact(amount, held) / all;
  }

  boolean isMoreThan(Share other) {
    return (long) held * other.all > (long) other.held * all;
  }

  double fraction() {
    return (double) held / all;
  }
}
