package io.sunpress.simulator.ledger;

import static java.util.Objects.requireNonNull;

/** How a call ended. */
public sealed interface Outcome {

  /** A short name for counts: {@code picture}, {@code 40001}, {@code broken} … */
  String label();

  /** Not answered yet. */
  record Pending() implements Outcome {
    @Override
    public String label() {
      return "pending";
    }
  }

  /** A whole picture was sent. */
  record Picture(String sha256, int bytes) implements Outcome {
    public Picture {
      requireNonNull(sha256, "sha256");
    }

    @Override
    public String label() {
      return "picture";
    }
  }

  /** WeChat's error document was sent. */
  record Error(int errcode) implements Outcome {
    @Override
    public String label() {
      return Integer.toString(errcode);
    }
  }

  /** A token or a quota was sent. */
  record Answered() implements Outcome {
    @Override
    public String label() {
      return "answered";
    }
  }

  /** A fault was sent instead of an answer, or a part of it. */
  record Broken() implements Outcome {
    @Override
    public String label() {
      return "broken";
    }
  }

  /** The caller closed the connection before it was answered. */
  record Abandoned() implements Outcome {
    @Override
    public String label() {
      return "abandoned";
    }
  }
}
