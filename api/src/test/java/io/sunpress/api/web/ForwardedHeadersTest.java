package io.sunpress.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForwardedHeadersTest {

  private static MockHttpServletRequest from(String peer, String... forwardedFor) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/apps");
    request.setRemoteAddr(peer);
    Arrays.stream(forwardedFor).forEach(value -> request.addHeader("X-Forwarded-For", value));
    return request;
  }

  private static String client(MockHttpServletRequest request, String... trusted) {
    read(request, trusted);
    return ClientAddress.of(request).getHostAddress();
  }

  private static void read(MockHttpServletRequest request, String... trusted) {
    ProxyProperties properties =
        new ProxyProperties(Arrays.stream(trusted).map(AddressRange::of).toList(), List.of());
    try {
      new ForwardedHeadersFilter(properties)
          .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void believesNobodyByDefault() {
    assertThat(client(from("127.0.0.1", "203.0.113.9"))).isEqualTo("127.0.0.1");
  }

  @Test
  void believesOnlyThoseThatAreTrusted() {
    assertThat(client(from("192.0.2.1", "203.0.113.9"), "10.0.0.0/8")).isEqualTo("192.0.2.1");
    assertThat(client(from("10.1.2.3", "203.0.113.9"), "10.0.0.0/8")).isEqualTo("203.0.113.9");
  }

  /** What is left of the last proxy's own word, the client may have written itself. */
  @Test
  void takesTheLastAddressThatIsNoProxysOwn() {
    assertThat(client(from("10.0.0.1", "127.0.0.1, 203.0.113.9, 10.0.0.2"), "10.0.0.0/8"))
        .isEqualTo("203.0.113.9");
    assertThat(client(from("10.0.0.1", "unknown, 203.0.113.9"), "10.0.0.0/8"))
        .isEqualTo("203.0.113.9");
    assertThat(client(from("10.0.0.1", "198.51.100.1", "203.0.113.9"), "10.0.0.0/8"))
        .isEqualTo("203.0.113.9");
    assertThat(client(from("10.0.0.1", "10.0.0.3,10.0.0.2"), "10.0.0.0/8")).isEqualTo("10.0.0.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "203.0.113.9:4711",
        "[2001:db8::1]:4711",
        "_hidden",
        " , , ",
        ",",
        "",
        "localhost",
        "203.0.113",
        "203.0.113.9 ,",
        "for=203.0.113.9",
        "0xcb007109",
        "3405803785"
      })
  void takesThePeerWhereTheHeaderHoldsNoAddress(String header) {
    assertThat(client(from("10.0.0.1", header), "10.0.0.0/8")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/9, 10.128.0.0, false",
    "192.0.2.129/25, 192.0.2.200, true",
    "192.0.2.129/25, 192.0.2.100, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
  })
  void aRangeHasTheAddressesThatBeginLikeIt(String range, String address, boolean has) {
    assertThat(AddressRange.of(range).contains(AddressRange.literal(address).orElseThrow()))
        .isEqualTo(has);
  }

  @ParameterizedTest
  @CsvSource({
    "/tools, /tools",
    "/tools/, /tools",
    "/a/b-1, /a/b-1",
    "tools, ''",
    "//evil.example, ''",
    "/a//b, ''",
    "/a b, ''",
    "/%2e%2e, ''",
    "/, ''",
  })
  void takesAPlainPrefixOfATrustedProxy(String header, String prefix) {
    MockHttpServletRequest request = from("10.0.0.1");
    request.addHeader("X-Forwarded-Prefix", header);
    read(request, "10.0.0.1");
    assertThat(PublicPath.prefix(request)).isEqualTo(prefix);
    MockHttpServletRequest stranger = from("10.0.0.2");
    stranger.addHeader("X-Forwarded-Prefix", header);
    read(stranger, "10.0.0.1");
    assertThat(PublicPath.prefix(stranger)).isEmpty();
  }

  @Test
  void knowsARouteWithoutItsContextPath() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/sun/v1/apps");
    request.setContextPath("/sun");
    assertThat(PublicPath.route(request)).isEqualTo("/v1/apps");
    assertThat(PublicPath.prefix(request)).isEqualTo("/sun");
  }
}
