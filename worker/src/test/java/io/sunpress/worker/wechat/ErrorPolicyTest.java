package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.ErrorClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table, written down a second time. */
class ErrorPolicyTest {

  @ParameterizedTest(name = "{0}: {1}; at the token call {2}, passed on by others {3}")
  @CsvSource({
    "40001, TOKEN, APP, APP",
    "40014, TOKEN, TOKEN, TOKEN",
    "42001, TOKEN, TOKEN, TOKEN",
    "45011, THROTTLED_MINUTE, BUSY, BUSY",
    "-1, BUSY, BUSY, BUSY",
    "40097, REQUEST, REQUEST, REQUEST",
    "40129, REQUEST, REQUEST, REQUEST",
    "40159, REQUEST, REQUEST, REQUEST",
    "40169, REQUEST, REQUEST, REQUEST",
    "41030, REQUEST, REQUEST, REQUEST",
    "47001, REQUEST, REQUEST, REQUEST",
    "85096, REQUEST, REQUEST, REQUEST",
    "40165, REQUEST, REQUEST, REQUEST",
    "45029, EXHAUSTED, EXHAUSTED, EXHAUSTED",
    "40013, APP, APP, APP",
    "40125, APP, APP, APP",
    "40243, APP, APP, APP",
    "41002, APP, APP, APP",
    "41004, APP, APP, APP",
    "48001, KIND, APP, APP",
    "45063, APP, APP, APP",
    "61003, APP, APP, APP",
    "61016, APP, APP, APP",
    "61023, APP, APP, APP",
    "89501, APP, APP, APP",
    "45035, ADDRESS, ADDRESS, APP",
    "48004, APP, APP, APP",
    "50002, APP, APP, APP",
    "50004, APP, APP, APP",
    "50007, APP, APP, APP",
    "61007, APP, APP, APP",
    "89506, APP, APP, APP",
    "89507, APP, APP, APP",
    "40164, ADDRESS, ADDRESS, APP",
    "61004, ADDRESS, ADDRESS, APP",
    "89503, ADDRESS, ADDRESS, APP",
    "12345, UNKNOWN, UNKNOWN, UNKNOWN",
    "0, UNKNOWN, UNKNOWN, UNKNOWN"
  })
  void knowsEveryErrcode(
      int errcode, ErrorClass atCodeCall, ErrorClass atTokenCall, ErrorClass elsewhere) {
    assertThat(ErrorPolicy.atCodeCall(errcode, "whatever it says")).isEqualTo(atCodeCall);
    assertThat(ErrorPolicy.atTokenCall(errcode, "whatever it says")).isEqualTo(atTokenCall);
    assertThat(ErrorPolicy.elsewhere(errcode, "whatever it says")).isEqualTo(elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    "reach max api daily quota limit rid: 66a0, THROTTLED_DAY",
    "reach max api minute freq limit, THROTTLED_MINUTE",
    "API FREQ OUT OF LIMIT, THROTTLED_MINUTE",
    "called too often this Minute, THROTTLED_MINUTE",
    "reach max api limit, THROTTLED_MINUTE",
    "'', THROTTLED_MINUTE"
  })
  void tellsTheTwoMeaningsOf45009ApartByTheText(String errmsg, ErrorClass type) {
    assertThat(ErrorPolicy.atCodeCall(45009, errmsg)).isEqualTo(type);
  }
}
