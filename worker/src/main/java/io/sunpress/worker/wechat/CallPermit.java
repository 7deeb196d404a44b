package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import java.util.Optional;

/** Leave to send one call, given by whoever keeps WeChat's limits. */
public interface CallPermit {
  /** Asked right before the call is sent: false means that it must not be sent any more. */
  boolean use();

  /**
   * Asked when the connection stands and nothing is written yet, which may be seconds after {@link
   * #use()} or after a stop of the whole process: false means that nothing must be written.
   */
  boolean holds();

  /** The call will not be sent at all. */
  void giveBack();

  /** WeChat has answered, with a picture or with any error but that of its rate. */
  void served();

  /**
   * WeChat has refused the call for its rate.
   *
   * @param error throttled for a minute or for the day
   */
  void throttled(CodeError error);

  /** Leave to send the call once more, with a fresh token; may block for seconds. */
  Optional<CallPermit> another();
}
