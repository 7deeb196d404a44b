package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.util.Optional;

/** Leave for one call, and for another one whenever that is asked for; and what was said of it. */
final class UnlimitedCallPermit implements CallPermit {
  private final StringBuilder told;
  private final boolean timely;
  private boolean used;
  private boolean held = true;

  UnlimitedCallPermit() {
    this(new StringBuilder(), true);
  }

  UnlimitedCallPermit(StringBuilder told, boolean timely) {
    this.told = told;
    this.timely = timely;
  }

  @Override
  public boolean use() {
    if (used) {
      throw new AssertionError("a leave is for one call");
    }
    used = true;
    told.append("use ");
    return timely;
  }

  @Override
  public boolean holds() {
    return held;
  }

  /** As if the lease had ended after the call was begun. */
  UnlimitedCallPermit lost() {
    held = false;
    return this;
  }

  @Override
  public void giveBack() {
    told.append("back ");
  }

  @Override
  public void served() {
    told.append("served ");
  }

  @Override
  public void throttled(CodeError error) {
    told.append(error.type() == ErrorClass.THROTTLED_DAY ? "day " : "minute ");
  }

  @Override
  public Optional<CallPermit> another() {
    told.append("another ");
    return Optional.of(new UnlimitedCallPermit(told, timely));
  }
}
