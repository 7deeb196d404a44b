package io.sunpress.api.causes;

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
public final class WeChatCauses {
  private static final Map<Integer, Cause> BY_ERRCODE = byErrcode();

  private WeChatCauses() {}

  /** The numbers that have an entry of their own. */
  static Set<Integer> errcodes() {
    return BY_ERRCODE.keySet();
  }

  /** What a failure means. */
  public static Cause of(CodeError error) {
    Optional<Cause> numbered =
        error.errcode().isPresent()
            ? Optional.ofNullable(BY_ERRCODE.get(error.errcode().getAsInt()))
            : Optional.empty();
    return numbered.orElseGet(() -> of(error.type()));
  }

  private static Cause of(ErrorClass type) {
    return switch (type) {
      case TOKEN ->
          new Cause(
              "微信不接受access_token",
              "请稍后重试；若持续出现，请检查是否有其他系统在用同一appid刷新token",
              "WeChat refused the access token, and a fresh one as well",
              "Ask again later; if it goes on, see which other system refreshes this appid's token");
      case THROTTLED_MINUTE ->
          new Cause(
              "本分钟的微信调用额度已用完",
              "请一分钟后重试",
              "The app has used up WeChat's limit for this minute",
              "Ask again in a minute");
      case THROTTLED_DAY ->
          new Cause(
              "今天的微信调用额度已用完",
              "请在北京时间次日0点后重试",
              "The app has used up WeChat's limit for this day",
              "Ask again after midnight in Shanghai");
      case BUSY ->
          new Cause(
              "微信繁忙或没有正常应答",
              "请稍后重试",
              "WeChat was busy or did not answer properly",
              "Ask again later");
      case REQUEST ->
          new Cause(
              "请求参数不被接受",
              "请检查path和scene后重试",
              "The request is not acceptable",
              "Correct the request");
      case EXHAUSTED ->
          new Cause(
              "该小程序的10万个有限码已用完",
              "请改用不限数量的小程序码（unlimited）",
              "The app's 100,000 limited codes are used up",
              "Use the kind unlimited");
      case APP ->
          new Cause(
              "小程序的配置或权限有误",
              "请管理员检查appid、AppSecret和接口权限",
              "The app's credentials or rights are wrong",
              "Have the operator check appid, AppSecret and rights");
      case ADDRESS ->
          new Cause(
              "服务器IP不被微信接受",
              "请管理员把服务器IP加入微信公众平台的IP白名单",
              "WeChat refuses this server's address",
              "Have the operator add the server's address to WeChat's list");
      case UNKNOWN ->
          new Cause(
              "微信返回了未知错误",
              "请稍后重试",
              "WeChat gave an error that is not known here",
              "Ask again later");
      case STORAGE ->
          new Cause("图片存储暂时不可用", "请稍后重试", "The picture could not be stored", "Ask again later");
      case EXPIRED ->
          new Cause(
              "请求排队过久，已作废",
              "请用相同参数重新提交",
              "The request waited so long that it was given up",
              "Ask again with the same request");
    };
  }

  private static Map<Integer, Cause> byErrcode() {
    Map<Integer, Cause> all = new HashMap<>();
    token(all);
    limits(all);
    requests(all);
    apps(all);
    addresses(all);
    return Map.copyOf(all);
  }

  private static void token(Map<Integer, Cause> all) {
    Cause token = of(ErrorClass.TOKEN);
    all.put(
        40001,
        new Cause(
            "AppSecret错误，或access_token已失效",
            "请管理员核对AppSecret，并检查是否有其他系统在用同一appid刷新token",
            "The AppSecret is wrong, or the access token is no longer valid",
            "Have the operator check the AppSecret, and which other system refreshes the token"));
    all.put(40014, token);
    all.put(42001, token);
  }

  private static void limits(Map<Integer, Cause> all) {
    all.put(-1, of(ErrorClass.BUSY));
    all.put(
        45009,
        new Cause(
            "微信接口调用已达上限",
            "请稍后重试；若是当日额度用完，请在北京时间次日0点后重试",
            "WeChat's limit on calls is reached",
            "Ask again later, after midnight in Shanghai if it is the day's limit"));
    all.put(45011, of(ErrorClass.THROTTLED_MINUTE));
    all.put(45029, of(ErrorClass.EXHAUSTED));
  }

  private static void requests(Map<Integer, Cause> all) {
    all.put(
        41030,
        new Cause(
            "path对应的页面在已发布的小程序中不存在",
            "请核对页面路径，并确认包含该页面的版本已发布；刚发布的页面请稍后重试",
            "The page is not in the released version of the mini-program",
            "Check the page and release it; a fresh release takes a while. checkPath=false skips this"));
    all.put(
        40169,
        new Cause(
            "scene长度不符合要求",
            "scene须为1到32个字符",
            "The scene's length is wrong",
            "Use 1 to 32 characters"));
    all.put(
        40129,
        new Cause(
            "scene含有微信不支持的字符",
            "请只使用数字、字母和!#$&'()*+,/:;=?@-._~；若含“&”请换成其他字符",
            "The scene has a character that WeChat refuses",
            "Use digits, letters and !#$&'()*+,/:;=?@-._~ only; try without &"));
    all.put(
        40159,
        new Cause("path长度不符合要求", "请缩短path", "The path's length is wrong", "Use a shorter path"));
    all.put(
        40097,
        new Cause(
            "参数不合法", "请检查path、scene和width", "A parameter is wrong", "Check page, scene and width"));
    all.put(
        40165,
        new Cause(
            "path不合法",
            "请填写小程序内的页面路径，不带参数",
            "The page is not valid",
            "Give a page, without a query"));
    all.put(
        47001,
        new Cause(
            "微信无法解析请求", "请检查参数类型", "WeChat could not read the request", "Check the fields' types"));
    all.put(
        85096,
        new Cause(
            "path不能含有scancode_time",
            "scancode_time是微信保留参数，请换一个名字",
            "scancode_time is reserved by WeChat",
            "Use another name"));
  }

  private static void apps(Map<Integer, Cause> all) {
    all.put(
        40013,
        new Cause(
            "appid无效", "请管理员核对appid", "The appid is not valid", "Have the operator check it"));
    all.put(
        40125,
        new Cause(
            "AppSecret错误",
            "请管理员在微信公众平台核对或重置AppSecret",
            "The AppSecret is wrong",
            "Have the operator check it, or reset it at WeChat"));
    all.put(
        40243,
        new Cause(
            "AppSecret已被冻结",
            "请管理员在微信公众平台解冻AppSecret",
            "The AppSecret is frozen",
            "Have the operator unfreeze it at WeChat"));
    all.put(
        41002,
        new Cause("缺少appid", "请管理员配置appid", "The appid is missing", "Have the operator set it"));
    all.put(
        41004,
        new Cause(
            "缺少AppSecret",
            "请管理员配置AppSecret",
            "The AppSecret is missing",
            "Have the operator set it"));
    Cause noRight =
        new Cause(
            "该小程序没有此接口的权限",
            "请管理员在微信公众平台检查接口权限",
            "The app may not use this call",
            "Have the operator check the app's rights at WeChat");
    all.put(48001, noRight);
    all.put(61007, noRight);
    Cause banned =
        new Cause(
            "该小程序的接口已被微信封禁",
            "请管理员登录微信公众平台查看原因",
            "WeChat has blocked this call for the app",
            "Have the operator see the reason at WeChat");
    all.put(48004, banned);
    all.put(50002, banned);
    Cause frozen =
        new Cause(
            "该小程序账号受限或已冻结",
            "请管理员登录微信公众平台处理",
            "The mini-program's account is restricted or frozen",
            "Have the operator settle it at WeChat");
    all.put(50004, frozen);
    all.put(50007, frozen);
    Cause unconfirmed =
        new Cause(
            "微信要求管理员确认此服务器IP的调用",
            "请小程序管理员在微信中确认",
            "WeChat wants the app's administrator to confirm calls from this address",
            "Have the administrator confirm it in WeChat");
    all.put(89506, unconfirmed);
    all.put(89507, unconfirmed);
  }

  private static void addresses(Map<Integer, Cause> all) {
    Cause address = of(ErrorClass.ADDRESS);
    all.put(40164, address);
    all.put(61004, address);
    all.put(89503, address);
  }
}
