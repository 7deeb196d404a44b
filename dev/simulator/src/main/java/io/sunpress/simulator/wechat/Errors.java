package io.sunpress.simulator.wechat;

import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.reply.ApiError;

/** The refusals that WeChat documents for these calls. */
final class Errors {
  static final ApiError BAD_TOKEN = new Fault.RevokedToken().error();
  static final ApiError BAD_GRANT_TYPE = new ApiError(40002, "invalid grant_type");
  static final ApiError BAD_APPID = new ApiError(40013, "invalid appid");
  static final ApiError BAD_ARGUMENT = new ApiError(40097, "invalid args");
  static final ApiError BAD_SECRET = new ApiError(40125, "invalid appsecret");
  static final ApiError BAD_SCENE = new ApiError(40129, "invalid scene");
  static final ApiError BAD_PATH_LENGTH =
      new ApiError(40159, "invalid length for path, or the data is not json string");
  static final ApiError BAD_SCENE_LENGTH =
      new ApiError(40169, "invalid length for scene, or the data is not json string");
  static final ApiError NO_TOKEN = new ApiError(41001, "access_token missing");
  static final ApiError NO_APPID = new ApiError(41002, "appid missing");
  static final ApiError NO_SECRET = new ApiError(41004, "appsecret missing");
  static final ApiError BAD_PAGE = new ApiError(41030, "invalid page");
  static final ApiError EXPIRED_TOKEN = new ApiError(42001, "access_token expired");
  static final ApiError MUST_BE_GET = new ApiError(43001, "require GET method");
  static final ApiError MUST_BE_POST = new ApiError(43002, "require POST method");
  static final ApiError DAY_USED_UP = new Fault.DayThrottle().error();
  static final ApiError TOO_OFTEN = new Fault.MinuteThrottle().error();
  static final ApiError CODES_USED_UP = new ApiError(45029, "qrcode count out of limit");
  static final ApiError BAD_FORMAT = new ApiError(47001, "data format error");
  static final ApiError NO_SUCH_PATH = new ApiError(76021, "cgi_path not found, please check");
  static final ApiError RESERVED_PARAMETER =
      new ApiError(85096, "not allow include scancode_time field");

  private Errors() {}
}
