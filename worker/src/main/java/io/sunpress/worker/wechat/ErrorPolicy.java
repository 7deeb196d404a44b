package io.sunpress.worker.wechat;

import static io.sunpress.message.ErrorClass.ADDRESS;
import static io.sunpress.message.ErrorClass.APP;
import static io.sunpress.message.ErrorClass.BUSY;
import static io.sunpress.message.ErrorClass.EXHAUSTED;
import static io.sunpress.message.ErrorClass.KIND;
import static io.sunpress.message.ErrorClass.REQUEST;
import static io.sunpress.message.ErrorClass.THROTTLED_DAY;
import static io.sunpress.message.ErrorClass.THROTTLED_MINUTE;
import static io.sunpress.message.ErrorClass.TOKEN;

import io.sunpress.message.ErrorClass;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What each errcode means, as one table. A number that is not in it is {@code unknown}. */
public final class ErrorPolicy {
  /** Its text tells its two meanings apart. */
  private static final int LIMIT_REACHED = 45009;

  private static final int INVALID_CREDENTIAL = 40001;

  private static final Map<Integer, ErrorClass> TABLE = new HashMap<>();

  static {
    are(TOKEN, 40001, 40014, 42001);
    are(THROTTLED_MINUTE, 45011);
    are(BUSY, -1);
    are(REQUEST, 40097, 40129, 40159, 40165, 40169, 41030, 47001, 85096);
    are(EXHAUSTED, 45029);
    are(
        APP, 40013, 40125, 40243, 41002, 41004, 45063, 48004, 50002, 50004, 50007, 61003, 61007,
        61016, 61023, 89501, 89506, 89507);
    are(KIND, 48001);
    are(ADDRESS, 40164, 45035, 61004, 89503);
  }

  private ErrorPolicy() {}

  /** What an errcode of a code call means. */
  public static ErrorClass atCodeCall(int errcode, String errmsg) {
    return errcode == LIMIT_REACHED
        ? limit(errmsg)
        : TABLE.getOrDefault(errcode, ErrorClass.UNKNOWN);
  }

  /**
   * What an errcode of the token call means: there, an invalid credential is a wrong AppSecret, and
   * a minute's limit is not that of the code calls.
   */
  public static ErrorClass atTokenCall(int errcode, String errmsg) {
    ErrorClass type = atCodeCall(errcode, errmsg);
    if (type == THROTTLED_MINUTE) {
      return BUSY;
    }
    return errcode == INVALID_CREDENTIAL || type == KIND ? APP : type;
  }

  /**
   * What an errcode means that somebody else was given by the token call and passes on: the address
   * that was refused is not ours.
   */
  public static ErrorClass elsewhere(int errcode, String errmsg) {
    ErrorClass type = atTokenCall(errcode, errmsg);
    return type == ADDRESS ? APP : type;
  }

  /**
   * One page of WeChat's has 45009 for the minute's limit, another for the day's. What does not
   * clearly mean the day is a minute: several in a row become a day.
   */
  private static ErrorClass limit(String errmsg) {
    String text = errmsg.toLowerCase(Locale.ROOT);
    boolean minute = text.contains("minute") || text.contains("freq");
    return !minute && (text.contains("daily") || text.contains("day"))
        ? THROTTLED_DAY
        : THROTTLED_MINUTE;
  }

  private static void are(ErrorClass type, int... errcodes) {
    for (int errcode : errcodes) {
      TABLE.put(errcode, type);
    }
  }
}
