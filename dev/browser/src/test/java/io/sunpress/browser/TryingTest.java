package io.sunpress.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.sunpress.simulator.fault.Fault;
import io.sunpress.simulator.picture.CodeContent;
import io.sunpress.simulator.picture.CodeReader;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the form to the picture, and to what is said where there is none. */
class TryingTest {
  @BeforeAll
  static void needsABrowser() {
    Stage.open();
  }

  @Test
  void theFormBecomesAPictureOfPageAndScene() {
    try (Visit visit = Visit.english()) {
      Console console = Console.opened(visit.page());
      console.ask("/pages/product/detail", "id=42");
      console.says("The code is ready.");
      assertThat(console.widthOfPicture()).isEqualTo(430);
      CodeContent content = CodeReader.read(console.bytesOfPicture());
      assertThat(content.page()).isEqualTo("pages/product/detail");
      assertThat(content.scene()).isEqualTo("id=42");
      assertThat(console.picture())
          .hasAttribute("alt", "Mini-program code for page /pages/product/detail, scene id=42");
      assertThat(console.recent()).hasCount(1);
      assertThat(console.recent()).containsText("ready");
      visit.keep("console-ready");
    }
  }

  @Test
  void theStyleIsThatOfTheForm() {
    try (Visit visit = Visit.english()) {
      Console console = Console.opened(visit.page());
      visit.page().locator("#width").fill("300");
      visit.page().getByText("My own").click();
      visit.page().locator("#line-color").fill("#aa0000");
      visit.page().locator("#hyaline").check();
      console.ask("pages/style", "s=1");
      console.says("The code is ready.");
      assertThat(console.widthOfPicture()).isEqualTo(300);
      assertThat(console.bytesOfPicture()).startsWith(0x89, 'P', 'N', 'G');
      visit.keep("console-style");
    }
  }

  @Test
  void theAddressCanBeCopied() {
    try (Visit visit = Visit.english()) {
      visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Console console = Console.opened(visit.page());
      console.ask("pages/copy", "c=1");
      console.says("The code is ready.");
      visit.page().getByText("Copy its address").click();
      assertThat(visit.page().getByText("The address is copied.")).isVisible();
      assertThat((String) visit.page().evaluate("() => navigator.clipboard.readText()"))
          .startsWith(visit.stage().sunpress().http() + "/codes/");
    }
  }

  @Test
  void whatWeChatRefusesIsSaidInWords() {
    try (Visit visit = Visit.english()) {
      Console console = Console.opened(visit.page());
      visit
          .stage()
          .sunpress()
          .simulator()
          .orElseThrow()
          .faults()
          .next(new Fault.Api(41030, "invalid page"), 1);
      console.ask("pages/nowhere", "n=1");
      console.says("The page is not in the released version of the mini-program");
      assertThat(visit.page().locator("#result")).containsText("What to do: Check the page");
      assertThat(visit.page().locator("#result")).containsText("41030");
      assertThat(console.recent()).containsText("failed");
      assertThat(console.picture()).hasCount(0);
      visit.keep("console-refused");
      // Asking again asks again.
      console.ask("pages/nowhere", "n=1");
      console.says("The code is ready.");
      assertThat(console.recent()).hasCount(1);
    }
  }

  @Test
  void theVisitorIsTakenToTheFieldThatIsWrong() {
    try (Visit visit = Visit.chinese()) {
      Console console = Console.opened(visit.page());
      console.ask("pages/index/index", "a".repeat(33));
      console.says("请修改：场景值（scene）过长（scene过长：共33个字符，最多32个）");
      assertThat(visit.page().locator("#scene")).isFocused();
      assertThat(visit.page().locator("#scene")).hasAttribute("aria-invalid", "true");
      assertThat(visit.page().locator("#scene-error")).containsText("过长");
      visit.keep("console-invalid-zh");
      console.ask("pages/index/index", "");
      console.says("请修改：场景值（scene）不能为空");
      console.ask("", "a=1");
      console.says("请修改：页面路径不能为空");
      assertThat(visit.page().locator("#page")).isFocused();
      assertThat(visit.page().locator("#scene-error")).isHidden();
    }
  }

  @Test
  void codesAreRememberedInThisBrowserUntilTheyAreCleared() {
    try (Visit visit = Visit.english()) {
      Console console = Console.opened(visit.page());
      console.ask("pages/first", "r=1");
      console.says("The code is ready.");
      console.ask("pages/second", "r=2");
      console.says("The code is ready.");
      visit.page().reload();
      assertThat(console.recent()).hasCount(2);
      assertThat(console.recent().first()).containsText("pages/second");
      assertThat(console.picture()).hasCount(0);
      visit.page().getByLabel("Show the code for page pages/first, scene r=1").click();
      console.says("The code is ready.");
      assertThat(CodeReader.read(console.bytesOfPicture()).scene()).isEqualTo("r=1");
      visit.page().locator("#recent-clear").click();
      assertThat(console.recent()).hasCount(0);
      visit.page().reload();
      assertThat(console.recent()).hasCount(0);
    }
  }

  @Test
  void markupInAFieldStaysText() {
    try (Visit visit = Visit.with("en-GB", ColorScheme.DARK, 1100, 900)) {
      Console console = Console.opened(visit.page());
      console.ask("<img/src=x/onerror=alert(1)>", "a=1");
      // To its end: what another test has planned for the next call is not for this one.
      assertThat(console.status()).hasText(Pattern.compile("^(The code is|There is no|Please).*"));
      assertThat(visit.page().locator("main img:not(.code)")).hasCount(0);
    }
  }
}
