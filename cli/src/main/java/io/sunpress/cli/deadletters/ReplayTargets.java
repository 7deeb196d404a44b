package io.sunpress.cli.deadletters;

import io.sunpress.topic.Topics;
import java.util.List;
import java.util.Optional;

/**
 * Topics to which dead letters may be written back. A dead letter names its topic in a header,
 * which anybody can write, so only known names are accepted.
 *
 * @param topics the installation's
 * @param inbox the full names of the inbox's topics
 * @param sources maps what came through a source again
 */
record ReplayTargets(Topics topics, List<String> inbox, SourceReplay sources) {

  /**
   * The topic for a dead letter; empty if it came from none of ours. One that failed in a delay or
   * parked goes to the bulk lane: nobody waits for it any more.
   */
  Optional<String> of(DeadLetter letter) {
    String origin = letter.topic();
    if (inbox.contains(origin)
        || origin.equals(topics.requests())
        || origin.equals(topics.bulkRequests())) {
      return Optional.of(origin);
    }
    return topics.retries().contains(origin) || origin.equals(topics.parked())
        ? Optional.of(topics.bulkRequests())
        : Optional.empty();
  }

  ReplayDecision decide(DeadLetter letter, boolean force) {
    if (letter.cut()) {
      return ReplayDecision.CUT;
    }
    if (!sources.isFor(letter) && of(letter).isEmpty()) {
      return ReplayDecision.FOREIGN;
    }
    return letter.failedForThisBefore() && !force
        ? ReplayDecision.SET_ASIDE
        : ReplayDecision.REPLAY;
  }
}
