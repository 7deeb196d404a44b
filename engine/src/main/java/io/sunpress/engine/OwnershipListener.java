package io.sunpress.engine;

import java.util.Set;

/**
 * Hears what a worker holds of a topic, and what proves it. What may be spent of a shared quota
 * rests on this, so it is called before a revocation returns and not after. Called by the loop's
 * thread alone; must not block.
 */
public interface OwnershipListener {
  /** For topics that no quota rests on. */
  OwnershipListener NONE =
      new OwnershipListener() {
        @Override
        public void hold(Set<Integer> partitions, int all) {}

        @Override
        public void keep(Set<Integer> partitions, int all) {}

        @Override
        public void lose() {}

        @Override
        public long commitStarts() {
          return 0;
        }

        @Override
        public void commitAccepted(long startNanos) {}
      };

  /**
   * The worker holds these now.
   *
   * @param partitions their numbers
   * @param all how many the topic has
   */
  void hold(Set<Integer> partitions, int all);

  /** The worker will hold these only, once the revocation returns that is under way. */
  void keep(Set<Integer> partitions, int all);

  /** The worker holds none: others may have them already. */
  void lose();

  /** A commit is about to be sent; the result is passed to {@link #commitAccepted}. */
  long commitStarts();

  /** The coordinator has accepted a commit: the worker was a member when it was sent. */
  void commitAccepted(long startNanos);
}
