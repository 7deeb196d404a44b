package io.sunpress.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WeChatErrorTextsTest {
  /** Every errcode that the error policy names. */
  private static final int[] NAMED = {
    40001, 40014, 42001, 45011, 45009, -1, 40097, 40129, 40159, 40169, 41030, 47001, 85096, 40165,
    45029, 40013, 40125, 40243, 41002, 41004, 48001, 48004, 50002, 50004, 50007, 61007, 89506,
    89507, 40164, 61004, 89503, 45035, 45063, 61003, 61016, 61023, 89501
  };

  @Test
  void explainEveryNumberThatThePolicyNames() {
    for (int errcode : NAMED) {
      assertThat(WeChatErrorTexts.errcodes()).contains(errcode);
    }
    assertThat(WeChatErrorTexts.errcodes()).hasSize(NAMED.length);
  }

  @Test
  void sayInBothLanguagesWhatHappenedAndWhatToDo() {
    for (ErrorClass type : ErrorClass.values()) {
      check(WeChatErrorTexts.of(CodeError.of(type, "x")));
      for (int errcode : NAMED) {
        check(
            WeChatErrorTexts.of(
                new CodeError(type, OptionalInt.of(errcode), "x", Optional.empty())));
      }
    }
  }

  @Test
  void tellANumberThatIsNotKnownByItsClass() {
    CodeError error =
        new CodeError(ErrorClass.STORAGE, OptionalInt.of(99_999), "x", Optional.empty());
    assertThat(WeChatErrorTexts.of(error))
        .isEqualTo(WeChatErrorTexts.of(CodeError.of(ErrorClass.STORAGE, "")));
  }

  private static void check(ErrorExplanation cause) {
    assertThat(cause.what().in(Language.CHINESE)).matches(".*\\p{IsHan}.*");
    assertThat(cause.advice().in(Language.CHINESE)).matches(".*\\p{IsHan}.*");
    assertThat(cause.what().in(Language.ENGLISH)).matches("[\\x20-\\x7e]{10,}");
    assertThat(cause.advice().in(Language.ENGLISH)).matches("[\\x20-\\x7e]{10,}");
  }
}
