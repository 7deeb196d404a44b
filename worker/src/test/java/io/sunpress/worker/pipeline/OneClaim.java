package io.sunpress.worker.pipeline;

import io.sunpress.engine.Acknowledgment;

/** What became of a record. */
final class OneClaim implements Acknowledgment {
  String key = "";
  boolean leaving;
  boolean broken;
  boolean finished;
  boolean handedBack;

  @Override
  public boolean held() {
    return true;
  }

  @Override
  public boolean isLeaving() {
    if (broken) {
      IllegalStateException fault = new IllegalStateException("a fault of ours");
      fault.setStackTrace(new StackTraceElement[0]);
      throw fault;
    }
    return leaving;
  }

  @Override
  public void nearlyDone() {}

  @Override
  public void finished() {
    finished = true;
  }

  @Override
  public void handBack() {
    handedBack = true;
  }
}
