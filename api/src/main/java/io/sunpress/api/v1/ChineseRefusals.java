package io.sunpress.api.v1;

import io.sunpress.api.http.Said;
import io.sunpress.code.RequestField;
import io.sunpress.code.Scene;
import io.sunpress.code.ValidationError;

/** Why a field is not acceptable, for people; the judge's own sentence is the English one. */
final class ChineseRefusals {
  private ChineseRefusals() {}

  static Said detail(ValidationError validationError) {
    return new Said(
        validationError.detail(), validationError.field().wireName() + chinese(validationError));
  }

  private static String chinese(ValidationError validationError) {
    return switch (validationError.reason()) {
      case MISSING -> missing(validationError.field());
      case EMPTY, BLANK -> "不能为空";
      case WRONG_TYPE -> "类型错误：请检查JSON类型，不会自动转换";
      case TOO_LONG -> "过长" + length(validationError);
      case BAD_CHARACTER ->
          "含有不支持的字符" + offending(validationError) + bound(validationError.field());
      case BAD_FORM -> "格式错误" + offending(validationError) + bound(validationError.field());
      case OUT_OF_RANGE -> "超出范围" + offending(validationError) + bound(validationError.field());
      case NOT_ALLOWED -> "不允许使用该值" + offending(validationError);
      case UNKNOWN -> "未配置" + offending(validationError);
    };
  }

  private static String missing(RequestField requestField) {
    return requestField == RequestField.LINE_COLOR ? "缺少r、g或b：三个都是必填" : "缺失：这是必填字段";
  }

  /** What would be right, where one sentence can say it. */
  private static String bound(RequestField requestField) {
    return switch (requestField) {
      case APP -> "，应为wx加16位0-9a-f";
      case KIND -> "，应为unlimited、limited或square";
      case PAGE -> "，应为页面路径，例如pages/index/index，不带参数";
      case SCENE -> "，只能使用数字、英文字母和!#$&'()*+,/:;=?@-._~";
      case WIDTH -> "，应为280到1280像素";
      case LINE_COLOR -> "，r、g、b应为0到255";
      case ENV -> "，应为release、trial或develop";
      case REVISION -> "，只能使用0-9 A-Z a-z . _ -，最多32个字符";
      case BODY, AUTO_COLOR, HYALINE, CHECK_PATH, REQUEST_ID, REFERENCE, CAMPAIGN -> "";
    };
  }

  /** Of what is too long the judge tells the length. */
  private static String length(ValidationError validationError) {
    String most =
        validationError.field() == RequestField.SCENE ? "，最多" + Scene.MAX_LENGTH + "个" : "";
    return validationError.offending().isEmpty()
        ? ""
        : "：共" + validationError.offending() + "个字符" + most;
  }

  private static String offending(ValidationError validationError) {
    return validationError.offending().isEmpty() ? "" : "：“" + validationError.offending() + "”";
  }
}
