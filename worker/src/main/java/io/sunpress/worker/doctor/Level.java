package io.sunpress.worker.doctor;

/** How bad a finding is. */
enum Level {
  OK("ok"),
  /** Work can begin, or it could not be looked at. */
  WARN("warn"),
  /** Work will fail. */
  FAIL("FAIL");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
