package io.sunpress.worker.wechat;

import io.sunpress.worker.image.ImageSignature;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Decides what a body is. The status comes first, then the bytes; the Content-Type is not looked
 * at, since error documents have come under an image's.
 */
public final class WeChatReplyParser {
  private static final Pattern RID = Pattern.compile("rid:\\s*([0-9A-Za-z-]{1,64})");
  private static final int MAX_ERRMSG = 300;

  private WeChatReplyParser() {}

  /** What the body of a reply is. */
  public static WeChatReply read(int status, byte[] body) {
    if (status != 200) {
      return new WeChatReply.Unusable("HTTP " + status);
    }
    return ImageSignature.of(body)
        .map(imageSignature -> picture(imageSignature, body))
        .orElseGet(() -> text(body));
  }

  private static WeChatReply picture(ImageSignature imageSignature, byte[] body) {
    return imageSignature.isComplete(body)
        ? new WeChatReply.Image(imageSignature.format(), body)
        : new WeChatReply.Unusable("a picture that is cut off");
  }

  private static WeChatReply text(byte[] body) {
    if (body.length == 0) {
      return new WeChatReply.Unusable("an empty reply");
    }
    if (!isObject(body)) {
      return new WeChatReply.Unusable("neither a picture nor JSON");
    }
    try {
      return document(body, WeChatJson.MAPPER.readTree(body));
    } catch (JacksonException e) {
      return new WeChatReply.Unusable("broken JSON");
    }
  }

  private static boolean isObject(byte[] body) {
    int first = 0;
    while (first < body.length && Character.isWhitespace(body[first])) {
      first++;
    }
    return first < body.length && body[first] == '{';
  }

  private static WeChatReply document(byte[] body, JsonNode json) {
    JsonNode errcode = json.path("errcode");
    if (errcode.isInt() && errcode.intValue() != 0) {
      String errmsg = cleaned(json.path("errmsg").asString(""));
      return new WeChatReply.ApiError(errcode.intValue(), errmsg, rid(errmsg));
    }
    return new WeChatReply.Document(body);
  }

  /** Goes into events and logs: one line, of bounded length. */
  private static String cleaned(String errmsg) {
    String oneLine = errmsg.replaceAll("\\p{Cntrl}+", " ").strip();
    return oneLine.length() > MAX_ERRMSG ? oneLine.substring(0, MAX_ERRMSG) : oneLine;
  }

  private static Optional<String> rid(String errmsg) {
    Matcher matcher = RID.matcher(errmsg);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
