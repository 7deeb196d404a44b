package io.sunpress.worker.deadletters;

/** What is to become of a letter that somebody wants replayed. */
enum Decision {
  REPLAY("replay"),
  /** It died of the same cause before, and nothing tells that it will not again. */
  SET_ASIDE("set aside, died of this before; --force replays it"),
  /** Its bytes are not whole. */
  CUT("can't be replayed, only its beginning was kept"),
  /** Its topic is none that this installation reads requests from. */
  FOREIGN("can't be replayed, its topic is not one of ours");

  private final String words;

  Decision(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
