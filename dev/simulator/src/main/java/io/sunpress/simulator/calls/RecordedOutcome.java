package io.sunpress.simulator.calls;

import static java.util.Objects.requireNonNull;

/** How a call ended. */
public sealed interface RecordedOutcome {

  /** A short name for counts: {@code picture}, {@code 40001}, {@code broken} … */
  String label();

  /** Not answered yet. */
  record Pending() implements RecordedOutcome {
    @Override
    public String label() {
      return "pending";
    }
  }

  /** A whole picture was sent. */
  record Picture(String sha256, int bytes) implements RecordedOutcome {
    public Picture {
      requireNonNull(sha256, "sha256");
    }

    @Override
    public String label() {
      return "picture";
    }
  }

  /** WeChat's error document was sent. */
  record Error(int errcode) implements RecordedOutcome {
    @Override
    public String label() {
      return Integer.toString(errcode);
    }
  }

  /** A token or a quota was sent. */
  record Answered() implements RecordedOutcome {
    @Override
    public String label() {
      return "answered";
    }
  }

  /** A fault was sent instead of an answer, or a part of it. */
  record Broken() implements RecordedOutcome {
    @Override
    public String label() {
      return "broken";
    }
  }

  /** The caller closed the connection before it was answered. */
  record Abandoned() implements RecordedOutcome {
    @Override
    public String label() {
      return "abandoned";
    }
  }
}
