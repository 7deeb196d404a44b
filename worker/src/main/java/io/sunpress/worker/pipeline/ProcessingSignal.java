package io.sunpress.worker.pipeline;

import io.sunpress.message.CodeError;

/** Ends an attempt early, from whatever depth. Not an error: it has no stack trace. */
abstract sealed class ProcessingSignal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ProcessingSignal() {
    super(null, null, false, false);
  }

  /** The record is left to the next owner of its partition. */
  static final class HandBack extends ProcessingSignal {
    private static final long serialVersionUID = 1L;
  }

  /** Time has passed: the task starts again with the lookup in the store. */
  static final class StartOver extends ProcessingSignal {
    private static final long serialVersionUID = 1L;
  }

  /** The attempt failed. */
  static final class Failure extends ProcessingSignal {
    private static final long serialVersionUID = 1L;

    private final transient CodeError error;

    private final boolean sent;

    /**
     * @param sent whether WeChat was sent the call, and not only asked for a token
     */
    Failure(CodeError error, boolean sent) {
      this.error = error;
      this.sent = sent;
    }

    boolean sent() {
      return sent;
    }

    CodeError error() {
      return error;
    }
  }

  /** The task has ended without a picture. */
  static final class Ended extends ProcessingSignal {
    private static final long serialVersionUID = 1L;

    private final transient ProcessingResult result;

    Ended(ProcessingResult result) {
      this.result = result;
    }

    ProcessingResult result() {
      return result;
    }
  }
}
