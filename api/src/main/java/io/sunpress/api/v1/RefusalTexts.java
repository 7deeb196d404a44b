package io.sunpress.api.v1;

import io.sunpress.api.web.Language;
import io.sunpress.code.Field;
import io.sunpress.code.Refusal;
import io.sunpress.code.Scene;

/** Why a field is not acceptable, for people; the judge's own sentence is the English one. */
final class RefusalTexts {
  private RefusalTexts() {}

  static String detail(Refusal refusal, Language language) {
    return switch (language) {
      case ENGLISH -> refusal.detail();
      case CHINESE -> refusal.field().wireName() + chinese(refusal);
    };
  }

  private static String chinese(Refusal refusal) {
    return switch (refusal.reason()) {
      case MISSING -> missing(refusal.field());
      case EMPTY, BLANK -> "不能为空";
      case WRONG_TYPE -> "类型错误：请检查JSON类型，不会自动转换";
      case TOO_LONG -> "过长" + length(refusal);
      case BAD_CHARACTER -> "含有不支持的字符" + offending(refusal) + bound(refusal.field());
      case BAD_FORM -> "格式错误" + offending(refusal) + bound(refusal.field());
      case OUT_OF_RANGE -> "超出范围" + offending(refusal) + bound(refusal.field());
      case NOT_ALLOWED -> "不允许使用该值" + offending(refusal);
      case UNKNOWN -> "未配置" + offending(refusal);
    };
  }

  private static String missing(Field field) {
    return field == Field.LINE_COLOR ? "缺少r、g或b：三个都是必填" : "缺失：这是必填字段";
  }

  /** What would be right, where one sentence can say it. */
  private static String bound(Field field) {
    return switch (field) {
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
  private static String length(Refusal refusal) {
    String most = refusal.field() == Field.SCENE ? "，最多" + Scene.MAX_LENGTH + "个" : "";
    return refusal.offending().isEmpty() ? "" : "：共" + refusal.offending() + "个字符" + most;
  }

  private static String offending(Refusal refusal) {
    return refusal.offending().isEmpty() ? "" : "：“" + refusal.offending() + "”";
  }
}
