package io.sunpress.worker.deadletters;

import io.sunpress.topic.Topics;
import java.util.Optional;

/**
 * Where letters may go back to. A letter's own word for its topic is a header, so only known names
 * are believed.
 *
 * @param topics the installation's
 * @param inbox the full name of the source's topic
 */
record Destinations(Topics topics, String inbox) {

  /**
   * The topic for a letter; empty where it came from none of ours. One that died in a delay or
   * parked goes to the bulk lane: nobody waits for it any more.
   */
  Optional<String> of(Letter letter) {
    String origin = letter.topic();
    if (origin.equals(inbox)
        || origin.equals(topics.requests())
        || origin.equals(topics.bulkRequests())) {
      return Optional.of(origin);
    }
    return topics.retries().contains(origin) || origin.equals(topics.parked())
        ? Optional.of(topics.bulkRequests())
        : Optional.empty();
  }

  Decision decide(Letter letter, boolean force) {
    if (letter.cut()) {
      return Decision.CUT;
    }
    if (of(letter).isEmpty()) {
      return Decision.FOREIGN;
    }
    return letter.diedOfTheSameBefore() && !force ? Decision.SET_ASIDE : Decision.REPLAY;
  }
}
