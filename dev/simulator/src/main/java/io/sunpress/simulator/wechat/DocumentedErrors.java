package io.sunpress.simulator.wechat;

import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.reply.SimulatedError;

/** The refusals that WeChat documents for these calls. */
final class DocumentedErrors {
  static final SimulatedError BAD_TOKEN = new SimulatedFault.RevokedToken().error();
  static final SimulatedError BAD_GRANT_TYPE = new SimulatedError(40002, "invalid grant_type");
  static final SimulatedError BAD_APPID = new SimulatedError(40013, "invalid appid");
  static final SimulatedError BAD_ARGUMENT = new SimulatedError(40097, "invalid args");
  static final SimulatedError BAD_SECRET = new SimulatedError(40125, "invalid appsecret");
  static final SimulatedError BAD_SCENE = new SimulatedError(40129, "invalid scene");
  static final SimulatedError BAD_PATH_LENGTH =
      new SimulatedError(40159, "invalid length for path, or the data is not json string");
  static final SimulatedError BAD_SCENE_LENGTH =
      new SimulatedError(40169, "invalid length for scene, or the data is not json string");
  static final SimulatedError NO_TOKEN = new SimulatedError(41001, "access_token missing");
  static final SimulatedError NO_APPID = new SimulatedError(41002, "appid missing");
  static final SimulatedError NO_SECRET = new SimulatedError(41004, "appsecret missing");
  static final SimulatedError BAD_PAGE = new SimulatedError(41030, "invalid page");
  static final SimulatedError EXPIRED_TOKEN = new SimulatedError(42001, "access_token expired");
  static final SimulatedError MUST_BE_GET = new SimulatedError(43001, "require GET method");
  static final SimulatedError MUST_BE_POST = new SimulatedError(43002, "require POST method");
  static final SimulatedError DAY_USED_UP = new SimulatedFault.DayThrottle().error();
  static final SimulatedError TOO_OFTEN = new SimulatedFault.MinuteThrottle().error();
  static final SimulatedError CODES_USED_UP =
      new SimulatedError(45029, "qrcode count out of limit");
  static final SimulatedError BAD_FORMAT = new SimulatedError(47001, "data format error");
  static final SimulatedError NO_SUCH_PATH =
      new SimulatedError(76021, "cgi_path not found, please check");
  static final SimulatedError RESERVED_PARAMETER =
      new SimulatedError(85096, "not allow include scancode_time field");

  private DocumentedErrors() {}
}
