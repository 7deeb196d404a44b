package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import java.util.OptionalInt;

/** Replies that are no success, in the words of events and answers. */
final class Errors implements WeChatReply.Cases<CodeError> {

  /** Names the class of an errcode. */
  @FunctionalInterface
  interface Policy {
    ErrorClass classOf(int errcode, String errmsg);
  }

  private final Policy policy;
  private final Secret sent;

  /**
   * @param sent the credential of the call: should WeChat ever quote it, it goes no further
   */
  Errors(Policy policy, Secret sent) {
    this.policy = policy;
    this.sent = sent;
  }

  @Override
  public CodeError apiError(WeChatReply.ApiError error) {
    return new CodeError(
        policy.classOf(error.errcode(), error.errmsg()),
        OptionalInt.of(error.errcode()),
        sent.isEmpty() ? error.errmsg() : error.errmsg().replace(sent.reveal(), "***"),
        error.rid());
  }

  @Override
  public CodeError image(WeChatReply.Image image) {
    return busy("a picture where none was asked");
  }

  @Override
  public CodeError document(WeChatReply.Document document) {
    return busy("JSON without an errcode");
  }

  @Override
  public CodeError unusable(WeChatReply.Unusable unusable) {
    return busy(unusable.what());
  }

  @Override
  public CodeError transportFailure(WeChatReply.TransportFailure failure) {
    return CodeError.of(
        ErrorClass.BUSY,
        (failure.sent() ? "no reply from WeChat: " : "WeChat can't be reached: ") + failure.what());
  }

  private static CodeError busy(String what) {
    return CodeError.of(ErrorClass.BUSY, "WeChat sent " + what);
  }
}
