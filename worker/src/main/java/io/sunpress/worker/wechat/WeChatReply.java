package io.sunpress.worker.wechat;

import io.sunpress.code.PictureFormat;
import java.util.Optional;

/** What came back from a call, decided by the bytes alone. */
public sealed interface WeChatReply {

  /**
   * Begins and ends as a picture does.
   *
   * @param format by the first bytes
   * @param bytes all of them
   */
  record Image(PictureFormat format, byte[] bytes) implements WeChatReply {}

  /**
   * WeChat said no.
   *
   * @param errcode never 0
   * @param errmsg WeChat's text
   * @param rid WeChat's name for the call
   */
  record ApiError(int errcode, String errmsg, Optional<String> rid) implements WeChatReply {}

  /**
   * A JSON object that is no error.
   *
   * @param json the bytes
   */
  record Document(byte[] json) implements WeChatReply {}

  /**
   * Neither a picture nor an error.
   *
   * @param what a few words, without the bytes
   */
  record Unusable(String what) implements WeChatReply {}

  /**
   * The line broke.
   *
   * @param what the kind of fault, without addresses
   * @param sent whether WeChat may have had the request
   */
  record TransportFailure(String what, boolean sent) implements WeChatReply {}

  /** One case for each kind of reply. */
  interface Cases<R> {
    R image(Image image);

    R apiError(ApiError error);

    R document(Document document);

    R unusable(Unusable unusable);

    R transportFailure(TransportFailure failure);
  }

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Cases<R> cases) {
    if (this instanceof Image image) {
      return cases.image(image);
    }
    if (this instanceof ApiError error) {
      return cases.apiError(error);
    }
    if (this instanceof Document document) {
      return cases.document(document);
    }
    if (this instanceof Unusable unusable) {
      return cases.unusable(unusable);
    }
    return cases.transportFailure((TransportFailure) this);
  }
}
