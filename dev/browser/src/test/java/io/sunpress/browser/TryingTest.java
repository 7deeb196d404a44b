package io.sunpress.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the form to the picture, and to what is said where there is none. */
class TryingTest {
  @BeforeAll
  static void needsABrowser() {
    BrowserEnvironment.open();
  }

  @Test
  void theFormBecomesAPictureOfPageAndScene() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      consolePage.ask("/pages/product/detail", "id=42");
      consolePage.says("The code is ready.");
      assertThat(consolePage.widthOfPicture()).isEqualTo(430);
      CodeContent content = SimulatedCodeReader.read(consolePage.bytesOfPicture());
      assertThat(content.page()).isEqualTo("pages/product/detail");
      assertThat(content.scene()).isEqualTo("id=42");
      assertThat(consolePage.picture())
          .hasAttribute("alt", "Mini-program code for page /pages/product/detail, scene id=42");
      assertThat(consolePage.recent()).hasCount(1);
      assertThat(consolePage.recent()).containsText("ready");
      browserSession.keep("console-ready");
    }
  }

  @Test
  void theStyleIsThatOfTheForm() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      browserSession.page().locator("#width").fill("300");
      browserSession.page().getByText("My own").click();
      browserSession.page().locator("#line-color").fill("#aa0000");
      browserSession.page().locator("#hyaline").check();
      consolePage.ask("pages/style", "s=1");
      consolePage.says("The code is ready.");
      assertThat(consolePage.widthOfPicture()).isEqualTo(300);
      assertThat(consolePage.bytesOfPicture()).startsWith(0x89, 'P', 'N', 'G');
      browserSession.keep("console-style");
    }
  }

  @Test
  void theAddressCanBeCopied() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      browserSession.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      consolePage.ask("pages/copy", "c=1");
      consolePage.says("The code is ready.");
      browserSession.page().getByText("Copy its address").click();
      assertThat(browserSession.page().getByText("The address is copied.")).isVisible();
      assertThat((String) browserSession.page().evaluate("() => navigator.clipboard.readText()"))
          .startsWith(browserSession.stage().sunpress().http() + "/codes/");
    }
  }

  @Test
  void whatWeChatRefusesIsSaidInWords() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      browserSession
          .stage()
          .sunpress()
          .simulator()
          .orElseThrow()
          .faults()
          .next(new SimulatedFault.Api(41030, "invalid page"), 1);
      consolePage.ask("pages/nowhere", "n=1");
      consolePage.says("The page is not in the released version of the mini-program");
      assertThat(browserSession.page().locator("#result")).containsText("What to do: Check the page");
      assertThat(browserSession.page().locator("#result")).containsText("41030");
      assertThat(consolePage.recent()).containsText("failed");
      assertThat(consolePage.picture()).hasCount(0);
      browserSession.keep("console-refused");
      // Asking again asks again.
      consolePage.ask("pages/nowhere", "n=1");
      consolePage.says("The code is ready.");
      assertThat(consolePage.recent()).hasCount(1);
    }
  }

  @Test
  void theVisitorIsTakenToTheFieldThatIsWrong() {
    try (BrowserSession browserSession = BrowserSession.chinese()) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      consolePage.ask("pages/index/index", "a".repeat(33));
      consolePage.says("请修改：场景值（scene）过长（scene过长：共33个字符，最多32个）");
      assertThat(browserSession.page().locator("#scene")).isFocused();
      assertThat(browserSession.page().locator("#scene")).hasAttribute("aria-invalid", "true");
      assertThat(browserSession.page().locator("#scene-error")).containsText("过长");
      browserSession.keep("console-invalid-zh");
      consolePage.ask("pages/index/index", "");
      consolePage.says("请修改：场景值（scene）不能为空");
      consolePage.ask("", "a=1");
      consolePage.says("请修改：页面路径不能为空");
      assertThat(browserSession.page().locator("#page")).isFocused();
      assertThat(browserSession.page().locator("#scene-error")).isHidden();
    }
  }

  @Test
  void codesAreRememberedInThisBrowserUntilTheyAreCleared() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      consolePage.ask("pages/first", "r=1");
      consolePage.says("The code is ready.");
      consolePage.ask("pages/second", "r=2");
      consolePage.says("The code is ready.");
      browserSession.page().reload();
      assertThat(consolePage.recent()).hasCount(2);
      assertThat(consolePage.recent().first()).containsText("pages/second");
      assertThat(consolePage.picture()).hasCount(0);
      browserSession.page().getByLabel("Show the code for page pages/first, scene r=1").click();
      consolePage.says("The code is ready.");
      assertThat(SimulatedCodeReader.read(consolePage.bytesOfPicture()).scene()).isEqualTo("r=1");
      browserSession.page().locator("#recent-clear").click();
      assertThat(consolePage.recent()).hasCount(0);
      browserSession.page().reload();
      assertThat(consolePage.recent()).hasCount(0);
    }
  }

  @Test
  void markupInAFieldStaysText() {
    try (BrowserSession browserSession = BrowserSession.with("en-GB", ColorScheme.DARK, 1100, 900)) {
      ConsolePage consolePage = ConsolePage.opened(browserSession.page());
      consolePage.ask("<img/src=x/onerror=alert(1)>", "a=1");
      // To its end: what another test has planned for the next call is not for this one.
      assertThat(consolePage.status()).hasText(Pattern.compile("^(The code is|There is no|Please).*"));
      assertThat(browserSession.page().locator("main img:not(.code)")).hasCount(0);
    }
  }
}
