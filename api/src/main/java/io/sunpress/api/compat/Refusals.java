package io.sunpress.api.compat;

import io.sunpress.code.Scene;
import io.sunpress.code.ValidationError;

/** Why a request is refused, in this door's numbers and in Chinese. */
final class Refusals {
  private Refusals() {}

  static Envelope envelope(ValidationError validationError) {
    return switch (validationError.field()) {
      case PAGE -> path(validationError);
      case SCENE -> Envelope.error(Envelope.BAD_SCENE, "scene参数" + scene(validationError));
      case APP -> site(validationError);
      case BODY,
          KIND,
          WIDTH,
          AUTO_COLOR,
          LINE_COLOR,
          HYALINE,
          ENV,
          REVISION,
          CHECK_PATH,
          REQUEST_ID,
          REFERENCE,
          CAMPAIGN ->
          Envelope.error("请求参数错误：" + validationError.detail());
    };
  }

  private static Envelope path(ValidationError validationError) {
    return switch (validationError.reason()) {
      case MISSING, BLANK -> Envelope.error(Envelope.BAD_PATH, "path参数不能为空");
      case EMPTY -> Envelope.error("path参数不能为空");
      case WRONG_TYPE -> Envelope.error("path参数格式错误：必须是字符串，例如pages/index/index");
      case TOO_LONG ->
          Envelope.error("path参数格式错误：共" + validationError.offending() + "个字符，最多1024个，请缩短");
      case BAD_CHARACTER ->
          Envelope.error("path参数格式错误：" + pathCharacter(validationError.offending()));
      case BAD_FORM ->
          Envelope.error(
              "path参数格式错误：不能含有“%s”，请填写页面的完整路径，例如pages/index/index"
                  .formatted(validationError.offending()));
      case NOT_ALLOWED ->
          Envelope.error(
              "path参数错误：该小程序不允许生成页面“%s”的码，请检查页面路径".formatted(validationError.offending()));
      case OUT_OF_RANGE, UNKNOWN -> Envelope.error("path参数格式错误：" + validationError.detail());
    };
  }

  private static String pathCharacter(String character) {
    return character.equals("?")
        ? "不能带“?”和参数，请去掉“?”及其后的内容，把参数放到scene里"
        : "不能含有字符“%s”，请填写页面路径，例如pages/index/index".formatted(character);
  }

  private static String scene(ValidationError validationError) {
    return switch (validationError.reason()) {
      case MISSING, EMPTY, BLANK -> "不能为空";
      case WRONG_TYPE -> "格式错误：必须是字符串，例如id=1";
      case TOO_LONG ->
          "格式错误：共%s个字符，最多%d个，请缩短或改用编号".formatted(validationError.offending(), Scene.MAX_LENGTH);
      case BAD_CHARACTER ->
          "格式错误：微信不支持字符“%s”，只能使用数字、英文字母和!#$&'()*+,/:;=?@-._~，最多%d个字符"
              .formatted(validationError.offending(), Scene.MAX_LENGTH);
      case BAD_FORM, OUT_OF_RANGE, NOT_ALLOWED, UNKNOWN -> "格式错误：" + validationError.detail();
    };
  }

  private static Envelope site(ValidationError validationError) {
    return switch (validationError.reason()) {
      case MISSING -> Envelope.error("请用site_id指明小程序：这里配置了多个，没有默认的");
      case WRONG_TYPE -> Envelope.error("site_id参数格式错误：必须是数字或字符串");
      case UNKNOWN ->
          Envelope.error("没有site_id为“%s”的小程序，请检查配置".formatted(validationError.offending()));
      case NOT_ALLOWED -> Envelope.error(Envelope.NO_RIGHT, "没有该小程序的权限：请检查site_id和密钥，或联系管理员");
      case EMPTY, BLANK, TOO_LONG, BAD_CHARACTER, BAD_FORM, OUT_OF_RANGE ->
          Envelope.error("site_id参数格式错误：" + validationError.detail());
    };
  }
}
