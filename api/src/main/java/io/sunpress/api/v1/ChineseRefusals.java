package io.sunpress.api.v1;

import io.sunpress.api.http.Said;
import io.sunpress.code.Refusal;

/** Why a field is not acceptable, for people; the judge's own sentence is the English one. */
final class ChineseRefusals {
  private ChineseRefusals() {}

  static Said detail(Refusal refusal) {
    return new Said(refusal.detail(), refusal.field().wireName() + chinese(refusal));
  }

  private static String chinese(Refusal refusal) {
    return switch (refusal.reason()) {
      case MISSING -> "缺失：这是必填字段";
      case EMPTY, BLANK -> "不能为空";
      case WRONG_TYPE -> "类型错误：请检查JSON类型，不会自动转换";
      case TOO_LONG -> "过长" + length(refusal);
      case BAD_CHARACTER -> "含有不支持的字符" + offending(refusal);
      case BAD_FORM -> "格式错误" + offending(refusal);
      case OUT_OF_RANGE -> "超出范围" + offending(refusal);
      case NOT_ALLOWED -> "不允许使用该值" + offending(refusal);
      case UNKNOWN -> "未配置" + offending(refusal);
    };
  }

  /** Of what is too long the judge tells the length. */
  private static String length(Refusal refusal) {
    return refusal.offending().isEmpty() ? "" : "：共" + refusal.offending() + "个字符";
  }

  private static String offending(Refusal refusal) {
    return refusal.offending().isEmpty() ? "" : "：“" + refusal.offending() + "”";
  }
}
