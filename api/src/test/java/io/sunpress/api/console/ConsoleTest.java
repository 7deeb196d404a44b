package io.sunpress.api.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.sunpress.api.testing.SharedInstallation;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pages are handed out. What they do is tried in a browser, in dev/browser. */
class ConsoleTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src)=\"([^\"#]*)\"|from '\\./([^']*)'");

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=UTF-8",
    "/docs, text/html;charset=UTF-8",
    "/console/style.css, text/css;charset=UTF-8",
    "/console/main.js, text/javascript;charset=UTF-8",
    "/console/icon.svg, image/svg+xml"
  })
  void isServedWithItsTypeAndOnePolicy(String path, String type) {
    HttpResponse<String> answer = SharedInstallation.api().get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly(ConsoleController.POLICY);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void isNotSentAgainToWhoHasIt() {
    String tag = SharedInstallation.api().get("/").headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> answer = SharedInstallation.api().get("/", "If-None-Match", tag);
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void doesNotLoosenThePolicyOfOtherAnswers() {
    assertThat(
            SharedInstallation.api()
                .get("/openapi.json")
                .headers()
                .allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/..%2Findex.html",
        "/console/nothing.js",
        "/console/application.properties",
        "/console/index.html%00.js"
      })
  void handsOutNothingElse(String path) {
    assertThat(SharedInstallation.api().get(path).statusCode()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "docs.html"})
  void refersToItsOwnFilesOnlyAndThoseAreThere(String page) {
    Set<String> seen = new TreeSet<>();
    follow(page, seen);
    assertThat(seen).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "docs.html"})
  void hasNoScriptAndNoStyleInside(String page) {
    String html = SharedInstallation.api().get("/console/" + page).body();
    assertThat(html)
        .doesNotContain("<style", " style=", "javascript:")
        .doesNotContainPattern(" on\\w+=");
    assertThat(Pattern.compile("<script(?![^>]* src=)").matcher(html).find()).isFalse();
  }

  private static void follow(String name, Set<String> seen) {
    if (!seen.add(name)) {
      return;
    }
    HttpResponse<String> file = SharedInstallation.api().get("/console/" + name);
    assertThat(file.statusCode()).as(name).isEqualTo(200);
    Matcher references = REFERENCE.matcher(file.body());
    while (references.find()) {
      String reference = references.group(1) == null ? references.group(2) : references.group(1);
      assertSoftly(
          softly -> softly.assertThat(reference).doesNotStartWith("http").doesNotStartWith("//"));
      String next = reference.replaceFirst("^console/", "");
      if (!List.of("", "docs", "openapi.json", "./").contains(next)) {
        follow(next, seen);
      }
    }
  }
}
