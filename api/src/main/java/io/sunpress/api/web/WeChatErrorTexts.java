package io.sunpress.api.web;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * WeChat's errcodes, as its documentation of the code and token calls and developers' reports
 * explain them. A failure without a number, or with one that has no entry, is told by its class.
 */
public final class WeChatErrorTexts {
  private static final Map<Integer, ErrorExplanation> BY_ERRCODE = byErrcode();

  private WeChatErrorTexts() {}

  /** The numbers that have an entry of their own. */
  static Set<Integer> errcodes() {
    return BY_ERRCODE.keySet();
  }

  /** What a failure means. */
  public static ErrorExplanation of(CodeError error) {
    Optional<ErrorExplanation> numbered =
        error.errcode().isPresent()
            ? Optional.ofNullable(BY_ERRCODE.get(error.errcode().getAsInt()))
            : Optional.empty();
    return numbered.orElseGet(() -> of(error.type()));
  }

  private static ErrorExplanation of(ErrorClass type) {
    return switch (type) {
      case TOKEN ->
          new ErrorExplanation(
              "微信不接受access_token",
              "请稍后重试；若持续出现，请检查是否有其他系统在用同一appid刷新token",
              "WeChat refused the access token, and a fresh one as well",
              "Ask again later; if it goes on, see which other system refreshes this appid's token");
      case THROTTLED_MINUTE ->
          new ErrorExplanation(
              "本分钟的微信调用额度已用完",
              "请一分钟后重试",
              "The app has used up WeChat's limit for this minute",
              "Ask again in a minute");
      case THROTTLED_DAY ->
          new ErrorExplanation(
              "今天的微信调用额度已用完",
              "请在北京时间次日0点后重试",
              "The app has used up WeChat's limit for this day",
              "Ask again after midnight in Shanghai");
      case BUSY ->
          new ErrorExplanation(
              "微信繁忙或没有正常应答",
              "请稍后重试",
              "WeChat was busy or did not answer properly",
              "Ask again later");
      case REQUEST ->
          new ErrorExplanation(
              "请求参数不被接受",
              "请检查path和scene后重试",
              "The request is not acceptable",
              "Correct the request");
      case EXHAUSTED ->
          new ErrorExplanation(
              "该小程序的10万个有限码已用完",
              "请改用不限数量的小程序码（unlimited）",
              "The app's 100,000 limited codes are used up",
              "Use the kind unlimited");
      case APP ->
          new ErrorExplanation(
              "小程序的配置或权限有误",
              "请管理员检查appid、AppSecret和接口权限",
              "The app's credentials or rights are wrong",
              "Have the operator check appid, AppSecret and rights");
      case ADDRESS ->
          new ErrorExplanation(
              "服务器IP不被微信接受",
              "请管理员把服务器IP加入微信公众平台的IP白名单",
              "WeChat refuses this server's address",
              "Have the operator add the server's address to WeChat's list");
      case UNKNOWN ->
          new ErrorExplanation(
              "微信返回了未知错误",
              "请稍后重试",
              "WeChat gave an error that is not known here",
              "Ask again later");
      case STORAGE ->
          new ErrorExplanation(
              "图片存储暂时不可用", "请稍后重试", "The picture could not be stored", "Ask again later");
      case EXPIRED ->
          new ErrorExplanation(
              "请求排队过久，已作废",
              "请用相同参数重新提交",
              "The request waited so long that it was given up",
              "Ask again with the same request");
    };
  }

  private static Map<Integer, ErrorExplanation> byErrcode() {
    Map<Integer, ErrorExplanation> all = new HashMap<>();
    token(all);
    limits(all);
    requests(all);
    apps(all);
    addresses(all);
    return Map.copyOf(all);
  }

  private static void token(Map<Integer, ErrorExplanation> all) {
    ErrorExplanation token = of(ErrorClass.TOKEN);
    all.put(
        40001,
        new ErrorExplanation(
            "AppSecret错误，或access_token已失效",
            "请管理员核对AppSecret，并检查是否有其他系统在用同一appid刷新token",
            "The AppSecret is wrong, or the access token is no longer valid",
            "Have the operator check the AppSecret, and which other system refreshes the token"));
    all.put(40014, token);
    all.put(42001, token);
  }

  private static void limits(Map<Integer, ErrorExplanation> all) {
    all.put(-1, of(ErrorClass.BUSY));
    all.put(
        45009,
        new ErrorExplanation(
            "微信接口调用已达上限",
            "请稍后重试；若是当日额度用完，请在北京时间次日0点后重试",
            "WeChat's limit on calls is reached",
            "Ask again later, after midnight in Shanghai if it is the day's limit"));
    all.put(45011, of(ErrorClass.THROTTLED_MINUTE));
    all.put(45029, of(ErrorClass.EXHAUSTED));
  }

  private static void requests(Map<Integer, ErrorExplanation> all) {
    all.put(
        41030,
        new ErrorExplanation(
            "path对应的页面在已发布的小程序中不存在",
            "请核对页面路径，并确认包含该页面的版本已发布；刚发布的页面请稍后重试",
            "The page is not in the released version of the mini-program",
            "Check the page and release it; a fresh release takes a while. checkPath=false skips this"));
    all.put(
        40169,
        new ErrorExplanation(
            "scene长度不符合要求",
            "scene须为1到32个字符",
            "The scene's length is wrong",
            "Use 1 to 32 characters"));
    all.put(
        40129,
        new ErrorExplanation(
            "scene含有微信不支持的字符",
            "请只使用数字、字母和!#$&'()*+,/:;=?@-._~；若含“&”请换成其他字符",
            "The scene has a character that WeChat refuses",
            "Use digits, letters and !#$&'()*+,/:;=?@-._~ only; try without &"));
    all.put(
        40159,
        new ErrorExplanation(
            "path长度不符合要求", "请缩短path", "The path's length is wrong", "Use a shorter path"));
    all.put(
        40097,
        new ErrorExplanation(
            "参数不合法", "请检查path、scene和width", "A parameter is wrong", "Check page, scene and width"));
    all.put(
        40165,
        new ErrorExplanation(
            "path不合法",
            "请填写小程序内的页面路径，不带参数",
            "The page is not valid",
            "Give a page, without a query"));
    all.put(
        47001,
        new ErrorExplanation(
            "微信无法解析请求", "请检查参数类型", "WeChat could not read the request", "Check the fields' types"));
    all.put(
        85096,
        new ErrorExplanation(
            "path不能含有scancode_time",
            "scancode_time是微信保留参数，请换一个名字",
            "scancode_time is reserved by WeChat",
            "Use another name"));
  }

  private static void apps(Map<Integer, ErrorExplanation> all) {
    all.put(
        40013,
        new ErrorExplanation(
            "appid无效", "请管理员核对appid", "The appid is not valid", "Have the operator check it"));
    all.put(
        40125,
        new ErrorExplanation(
            "AppSecret错误",
            "请管理员在微信公众平台核对或重置AppSecret",
            "The AppSecret is wrong",
            "Have the operator check it, or reset it at WeChat"));
    all.put(
        40243,
        new ErrorExplanation(
            "AppSecret已被冻结",
            "请管理员在微信公众平台解冻AppSecret",
            "The AppSecret is frozen",
            "Have the operator unfreeze it at WeChat"));
    all.put(
        41002,
        new ErrorExplanation(
            "缺少appid", "请管理员配置appid", "The appid is missing", "Have the operator set it"));
    all.put(
        41004,
        new ErrorExplanation(
            "缺少AppSecret",
            "请管理员配置AppSecret",
            "The AppSecret is missing",
            "Have the operator set it"));
    ErrorExplanation noRight =
        new ErrorExplanation(
            "该小程序没有此接口的权限",
            "请管理员在微信公众平台检查接口权限",
            "The app may not use this call",
            "Have the operator check the app's rights at WeChat");
    all.put(48001, noRight);
    all.put(61007, noRight);
    ErrorExplanation banned =
        new ErrorExplanation(
            "该小程序的接口已被微信封禁",
            "请管理员登录微信公众平台查看原因",
            "WeChat has blocked this call for the app",
            "Have the operator see the reason at WeChat");
    all.put(48004, banned);
    all.put(50002, banned);
    ErrorExplanation frozen =
        new ErrorExplanation(
            "该小程序账号受限或已冻结",
            "请管理员登录微信公众平台处理",
            "The mini-program's account is restricted or frozen",
            "Have the operator settle it at WeChat");
    all.put(50004, frozen);
    all.put(50007, frozen);
    ErrorExplanation unconfirmed =
        new ErrorExplanation(
            "微信要求管理员确认此服务器IP的调用",
            "请小程序管理员在微信中确认",
            "WeChat wants the app's administrator to confirm calls from this address",
            "Have the administrator confirm it in WeChat");
    all.put(89506, unconfirmed);
    all.put(89507, unconfirmed);
  }

  private static void addresses(Map<Integer, ErrorExplanation> all) {
    ErrorExplanation address = of(ErrorClass.ADDRESS);
    all.put(40164, address);
    all.put(61004, address);
    all.put(89503, address);
  }
}
