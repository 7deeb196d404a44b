package io.sunpress.worker.wechat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.secret.Secret;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Replies that are no success, in the words of events and answers. */
public final class ReplyErrorMapper implements WeChatReply.Cases<CodeError> {

  /** Names the class of an errcode. */
  @FunctionalInterface
  public interface Policy {
    ErrorClass classOf(int errcode, String errmsg);
  }

  private final String who;
  private final Policy policy;
  private final List<Secret> sent;

  /**
   * Errors of WeChat's.
   *
   * @param sent the credential of the call: should WeChat ever quote it, it goes no further
   */
  public ReplyErrorMapper(Policy policy, Secret sent) {
    this("WeChat", policy, sent);
  }

  /**
   * Errors of somebody's.
   *
   * @param who begins sentences
   * @param sent what must not be quoted
   */
  public ReplyErrorMapper(String who, Policy policy, Secret... sent) {
    this.who = who;
    this.policy = policy;
    this.sent = Stream.of(sent).filter(secret -> !secret.isEmpty()).toList();
  }

  @Override
  public CodeError apiError(WeChatReply.ApiError error) {
    return new CodeError(
        policy.classOf(error.errcode(), error.errmsg()),
        OptionalInt.of(error.errcode()),
        masked(error.errmsg()),
        error.rid());
  }

  private String masked(String text) {
    String masked = text;
    for (Secret secret : sent) {
      masked = masked.replace(secret.reveal(), "***");
    }
    return masked;
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
        (failure.sent() ? "no reply from " + who : who + " can't be reached")
            + ": "
            + failure.what());
  }

  /** They sent something that has no use. */
  public CodeError sent(ErrorClass type, String what) {
    return CodeError.of(type, who + " sent " + what);
  }

  private CodeError busy(String what) {
    return sent(ErrorClass.BUSY, what);
  }
}
