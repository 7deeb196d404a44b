package io.sunpress.cli.deadletters;

/** What happens to a dead letter that is chosen for replay. */
enum ReplayDecision {
  REPLAY("replay"),
  /** It failed for the same cause before, and probably will again. */
  SET_ASIDE("set aside, failed for this before; --force replays it"),
  /** Its bytes are not whole. */
  CUT("can't be replayed, only its beginning was kept"),
  /** Its topic is none that this installation reads requests from. */
  FOREIGN("can't be replayed, its topic is not one of ours");

  private final String text;

  ReplayDecision(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
