package io.sunpress.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class StrictJsonTest {
  @Test
  void refusesAMemberThatIsNamedTwiceAtAnyDepth() {
    refuses("{\"a\":1,\"a\":1}");
    refuses("{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}");
  }

  @Test
  void refusesAMemberThatIsNamedTwiceWhereOnlyTokensAreRead() {
    try (JsonParser json = StrictJson.MAPPER.createParser("{\"a\":{\"b\":1,\"b\":1}}")) {
      json.nextToken();
      json.nextToken();
      json.nextToken();
      assertThatThrownBy(json::skipChildren).isInstanceOf(JacksonException.class);
    }
  }

  @Test
  void refusesWhatStandsBehindTheEnd() {
    refuses("{} {}");
    refuses("{}]");
    refuses("{\"a\":1}x");
    assertThat(StrictJson.MAPPER.readTree("{\"a\":1} \n").path("a").intValue()).isEqualTo(1);
  }

  @Test
  void writesMembersInTheirOrderAsUtf8() {
    byte[] written =
        StrictJson.MAPPER.writeValueAsBytes(
            StrictJson.MAPPER.createObjectNode().put("b", "码").put("a", 1));
    assertThat(written).isEqualTo("{\"b\":\"码\",\"a\":1}".getBytes(UTF_8));
  }

  private static void refuses(String json) {
    assertThatThrownBy(() -> StrictJson.MAPPER.readTree(json.getBytes(UTF_8)))
        .isInstanceOf(JacksonException.class);
  }
}
