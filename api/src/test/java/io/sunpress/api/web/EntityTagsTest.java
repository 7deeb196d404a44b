package io.sunpress.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class EntityTagsTest {
  private static EntityTags of(String... headers) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    for (String header : headers) {
      request.addHeader("If-None-Match", header);
    }
    return EntityTags.of(request);
  }

  @Test
  void areComparedWeaklyAndListedInAnyWay() {
    for (String header :
        new String[] {
          "\"a\"", "W/\"a\"", "\"b\", \"a\"", "\"b\",W/\"a\"", "\"x,y\" , \"a\"", "*"
        }) {
      assertThat(of(header).have("\"a\"")).as(header).isTrue();
    }
    assertThat(of("\"b\"", "\"a\"").have("\"a\"")).isTrue();
  }

  @Test
  void whatIsNoTagIsIgnored() {
    for (String header : new String[] {"a", "\"a", "'a'", "w\"", "\"b\"", "", "\"*\"", "W/a"}) {
      assertThat(of(header).have("\"a\"")).as(header).isFalse();
    }
    assertThat(of().have("\"a\"")).isFalse();
  }

  @Test
  void differForOtherBytes() {
    assertThat(EntityTags.tagOf(new byte[] {1}))
        .matches("\"[0-9a-f]{32}\"")
        .isEqualTo(EntityTags.tagOf(new byte[] {1}))
        .isNotEqualTo(EntityTags.tagOf(new byte[] {2}));
  }
}
