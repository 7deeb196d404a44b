package io.sunpress.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the console tells of the server, and what it does where the server wants a key. States that
 * a healthy installation never has are put into the answers on their way.
 */
class ServerStateTest {
  @BeforeAll
  static void needsABrowser() {
    BrowserEnvironment.open();
  }

  @Test
  void saysThatNothingIsDown() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage.opened(browserSession.page());
      assertThat(browserSession.page().locator("#health-status")).hasText("Nothing: everything is there.");
      assertThat(browserSession.page().locator("#health li")).hasCount(0);
    }
  }

  @Test
  void namesWhatIsDown() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      answers(
          browserSession.page(),
          "**/actuator/health/readiness",
          503,
          """
          {"status":"DOWN","components":{
            "readinessState":{"status":"UP"},
            "prepared":{"status":"DOWN","details":{"kafka":"no broker answers at 10.0.0.7:9092"}},
            "ledger":{"status":"DOWN","details":{"ledger":"is catching up","reading":"yes"}}}}""");
      ConsolePage.opened(browserSession.page());
      assertThat(browserSession.page().locator("#health-status")).hasText("This server is not ready:");
      assertThat(browserSession.page().locator("#health li")).hasCount(2);
      assertThat(browserSession.page().locator("#health"))
          .containsText("kafka: no broker answers at 10.0.0.7:9092");
      assertThat(browserSession.page().locator("#health")).containsText("ledger: is catching up");
      browserSession.keep("console-down");
    }
  }

  @Test
  void saysWhyAndUntilWhenACodeIsDelayed() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      String code =
          """
          {"id":"6y3ftg5s4bkrw61yknjzz8rm0q","status":"%s","reason":{"class":"throttled-day",
           "cause":"The app has used up WeChat's limit for this day"},"until":"2099-01-01T00:00:00Z"}""";
      answers(browserSession.page(), "**/v1/codes", 202, code.formatted("queued"));
      answers(browserSession.page(), "**/v1/jobs/*", 200, code.formatted("delayed"));
      consolePage.ask("pages/delayed", "d=1");
      consolePage.says("It takes longer: The app has used up WeChat's limit for this day");
      assertThat(consolePage.recent()).containsText("delayed");
    }
  }

  @Test
  void saysThatTheServerIsAway() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      browserSession.page().route("**/v1/codes", Route::abort);
      consolePage.ask("pages/away", "a=1");
      consolePage.says("The server can’t be reached. Asking again is always safe.");
    }
  }

  @Test
  void tellsShareThrottlingAndStopsOfApps() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      answers(
          browserSession.page(),
          "**/v1/apps",
          200,
          """
          {"apps":[
            {"app":"wx5ca1ab1e5ca1ab1e","default":false,"limit":4000,"status":"open",
             "share":{"workers":2,"perMinute":3920.4,"limitPerMinute":4000,"waiting":1234}},
            {"app":"wx00000000000000aa","default":true,"limit":4000,"status":"throttled",
             "share":0.5,"throttledUntil":"2099-01-01T00:00:00Z","backlog":7},
            {"app":"wx00000000000000bb","default":false,"limit":4000,"status":"stopped",
             "share":{"workers":1,"perMinute":980,"limitPerMinute":1000,"waiting":2},
             "stopped":{"errcode":40125,"errmsg":"invalid appsecret"}},
            {"app":"wx00000000000000cc","default":false,"limit":4000,"status":"idle"}],
           "backlog":{"interactive":3,"bulk":120000}}""");
      ConsolePage.opened(browserSession.page());
      assertThat(browserSession.page().locator("#apps tr")).hasCount(4);
      assertThat(browserSession.page().locator("#apps tr").nth(0))
          .containsText("working3,920 of 4,000 a minute, 2 workers1,234");
      assertThat(browserSession.page().locator("#apps tr").nth(1)).containsText("throttled until");
      assertThat(browserSession.page().locator("#apps tr").nth(1)).containsText("50%7");
      assertThat(browserSession.page().locator("#apps tr").nth(2))
          .containsText("stopped: invalid appsecret · 40125980 of 1,000 a minute, 1 worker2");
      assertThat(browserSession.page().locator("#apps tr").nth(3)).containsText("idle");
      assertThat(browserSession.page().locator("#apps-backlog"))
          .hasText("Waiting in the lanes: 3 interactive, 120,000 bulk.");
      assertThat(browserSession.page().locator("#app")).hasValue("wx00000000000000aa");
      browserSession.keep("console-apps");
    }
  }

  @Test
  void doesWithoutAppsWhereTheServerTellsNone() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      answers(browserSession.page(), "**/v1/apps", 404, "{\"type\":\"/problems/not-found\"}");
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      assertThat(browserSession.page().locator("#apps-status"))
          .hasText("This server does not tell of its mini-programs.");
      assertThat(browserSession.page().locator("#app-field")).isHidden();
      consolePage.ask("pages/no/apps", "a=1");
      consolePage.says("The code is ready.");
    }
  }

  @Test
  void asksForAKeyOnlyWhereOneIsWantedAndKeepsItInTheTab() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      Page page = browserSession.page();
      ConsolePage consolePage = ConsolePage.opened(page);
      assertThat(page.locator("#key-card")).isHidden();
      // The key is one of this test's alone: the installation would not know it.
      page.route(
          "**/v1/**",
          route -> {
            Map<String, String> headers = new HashMap<>(route.request().headers());
            headers.remove("authorization");
            route.resume(new Route.ResumeOptions().setHeaders(headers));
          });
      page.route(
          "**/v1/codes",
          route -> {
            if ("Bearer secret-of-the-visitor"
                .equals(route.request().headerValue("authorization"))) {
              route.fallback();
            } else {
              route.fulfill(answer(401, "{\"type\":\"/problems/key-missing\"}"));
            }
          });
      consolePage.ask("pages/key", "k=1");
      consolePage.says("This server wants a key");
      assertThat(page.locator("#key")).isFocused();
      browserSession.keep("console-key");
      page.locator("#key").fill("secret-of-the-visitor");
      page.keyboard().press("Enter");
      consolePage.ask("pages/key", "k=1");
      consolePage.says("The code is ready.");
      assertThat((String) page.evaluate("() => JSON.stringify(localStorage) + document.cookie"))
          .doesNotContain("secret-of-the-visitor");
      assertThat(page.url()).doesNotContain("secret-of-the-visitor");
      page.locator("#key-forget").click();
      assertThat((String) page.evaluate("() => JSON.stringify(sessionStorage)"))
          .doesNotContain("secret-of-the-visitor");
    }
  }

  private static void answers(Page page, String path, int status, String body) {
    page.route(path, route -> route.fulfill(answer(status, body)));
  }

  private static Route.FulfillOptions answer(int status, String body) {
    return new Route.FulfillOptions()
        .setStatus(status)
        .setContentType("application/json")
        .setBody(body);
  }
}
