package io.sunpress.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TraceLogFilterTest {
  private static String logged(MockHttpServletRequest request) throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    new TraceLogFilter()
        .doFilterInternal(
            request,
            new MockHttpServletResponse(),
            (asked, answer) -> seen.set(MDC.get(TraceLogFilter.KEY)));
    assertThat(MDC.get(TraceLogFilter.KEY)).isNull();
    return seen.get();
  }

  @Test
  void theClientsTraceIsLogged() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assertThat(logged(request)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void aRequestWithoutATraceHasOneOfItsOwnInAllItsParts() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest();
    String first = logged(request);
    assertThat(first).matches("[0-9a-f]{32}").isEqualTo(logged(request));
    assertThat(first).isNotEqualTo(logged(new MockHttpServletRequest()));
  }

  @Test
  void whatIsNoTraceNeverReachesTheLog() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("traceparent", "00-evil\nline-b7ad6b7169203331-01");
    assertThat(logged(request)).matches("[0-9a-f]{32}");
  }
}
