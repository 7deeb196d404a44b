package io.sunpress.cli.doctor;

/** How bad a finding is. */
enum FindingLevel {
  OK("ok"),
  /** Work can begin, or it could not be checked. */
  WARN("warn"),
  /** Work will fail. */
  FAIL("FAIL");

  private final String word;

  FindingLevel(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
