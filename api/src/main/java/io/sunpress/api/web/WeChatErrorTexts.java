package io.sunpress.api.web;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * WeChat's errcodes, as its documentation of the code and token calls and developers' reports
 * explain them. A failure without a number, or with one that has no entry, is explained by its
 * class.
 */
public final class WeChatErrorTexts {
  private static final int[] WITH_TEXTS_OF_THEIR_OWN = {
    40001, 40013, 40097, 40125, 40129, 40159, 40165, 40169, 40243, 41002, 41004, 41030, 45009,
    47001, 48001, 48004, 50004, 85096, 89506
  };

  private static final Map<Integer, String> NAMES = names();

  private WeChatErrorTexts() {}

  /** The numbers that have an entry of their own. */
  static Set<Integer> errcodes() {
    return NAMES.keySet();
  }

  /** What a failure means. */
  public static ErrorExplanation of(CodeError error) {
    Optional<String> numbered =
        error.errcode().isPresent()
            ? Optional.ofNullable(NAMES.get(error.errcode().getAsInt()))
            : Optional.empty();
    String name = "wechat." + numbered.orElseGet(error.type()::wireName);
    return new ErrorExplanation(
        LocalizedText.of(name + ".cause"), LocalizedText.of(name + ".advice"));
  }

  /** Numbers that mean the same share an entry: that of another number, or that of a class. */
  private static Map<Integer, String> names() {
    Map<Integer, String> names = new TreeMap<>();
    for (int errcode : WITH_TEXTS_OF_THEIR_OWN) {
      names.put(errcode, Integer.toString(errcode));
    }
    share(names, ErrorClass.TOKEN.wireName(), 40014, 42001);
    share(names, ErrorClass.BUSY.wireName(), -1);
    share(names, ErrorClass.THROTTLED_MINUTE.wireName(), 45011);
    share(names, ErrorClass.EXHAUSTED.wireName(), 45029);
    share(names, ErrorClass.ADDRESS.wireName(), 40164, 45035, 61004, 89503);
    share(names, "48001", 45063, 61003, 61007, 61016, 61023, 89501);
    share(names, "48004", 50002);
    share(names, "50004", 50007);
    share(names, "89506", 89507);
    return Map.copyOf(names);
  }

  private static void share(Map<Integer, String> names, String name, int... errcodes) {
    for (int errcode : errcodes) {
      names.put(errcode, name);
    }
  }
}
