package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.ErrorClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table, written down a second time. */
class ErrorPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "40001, TOKEN",
    "40014, TOKEN",
    "42001, TOKEN",
    "45011, THROTTLED_MINUTE",
    "-1, BUSY",
    "40097, REQUEST",
    "40129, REQUEST",
    "40159, REQUEST",
    "40169, REQUEST",
    "41030, REQUEST",
    "47001, REQUEST",
    "85096, REQUEST",
    "40165, REQUEST",
    "45029, EXHAUSTED",
    "40013, APP",
    "40125, APP",
    "40243, APP",
    "41002, APP",
    "41004, APP",
    "48001, APP",
    "48004, APP",
    "50002, APP",
    "50004, APP",
    "50007, APP",
    "61007, APP",
    "89506, APP",
    "89507, APP",
    "40164, ADDRESS",
    "61004, ADDRESS",
    "89503, ADDRESS",
    "12345, UNKNOWN",
    "0, UNKNOWN"
  })
  void knowsEveryErrcode(int errcode, ErrorClass type) {
    assertThat(ErrorPolicy.atCodeCall(errcode, "whatever it says")).isEqualTo(type);
    ErrorClass atTokenCall = errcode == 40001 ? ErrorClass.APP : type;
    assertThat(ErrorPolicy.atTokenCall(errcode, "whatever it says")).isEqualTo(atTokenCall);
  }

  @ParameterizedTest
  @CsvSource({
    "reach max api daily quota limit rid: 66a0, THROTTLED_DAY",
    "reach max api minute freq limit, THROTTLED_MINUTE",
    "API FREQ OUT OF LIMIT, THROTTLED_MINUTE",
    "called too often this Minute, THROTTLED_MINUTE",
    "'', THROTTLED_DAY"
  })
  void tellsTheTwoMeaningsOf45009ApartByTheText(String errmsg, ErrorClass type) {
    assertThat(ErrorPolicy.atCodeCall(45009, errmsg)).isEqualTo(type);
  }
}
