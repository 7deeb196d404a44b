package io.sunpress.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import io.sunpress.message.CodeRequestMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestGeneratorTest {
  private static final int MANY = 100_000;

  @Test
  void neverAsksForOneCodeTwice() {
    List<CodeRequestMessage> asked = many(7);

    assertThat(asked.stream().map(one -> one.page() + " " + one.scene()).distinct()).hasSize(MANY);
    assertThat(asked.stream().map(CodeRequestMessage::requestId).distinct()).hasSize(MANY);
  }

  @Test
  void asksOnlyForWhatWeChatTakes() {
    for (CodeRequestMessage one : many(8)) {
      assertThat(new Scene(one.scene()).value()).isEqualTo(one.scene());
      assertThat(new PagePath(one.page()).value()).isEqualTo(one.page());
    }
  }

  @Test
  void repeatsItselfWithTheSameSeedOnly() {
    assertThat(many(9)).isEqualTo(many(9)).isNotEqualTo(many(10));
  }

  private static List<CodeRequestMessage> many(long seed) {
    return Stream.generate(new RequestGenerator(seed)::next).limit(MANY).toList();
  }
}
