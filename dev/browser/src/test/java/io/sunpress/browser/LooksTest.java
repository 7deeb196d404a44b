package io.sunpress.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Languages, colours, narrow screens, and hands that stay on the keyboard. */
class LooksTest {
  /** The least contrast of any text with what is behind it (WCAG 2.2, 1.4.3), and whose it is. */
  private static final String LEAST_CONTRAST =
      """
      () => {
        const parts = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
        const light = (color) => {
          const [r, g, b] = parts(color).map((p) => p / 255)
            .map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = (element) => {
          for (let at = element; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if (parts(color)[3] !== 0 && color !== 'transparent') return color;
          }
          return 'rgb(255, 255, 255)';
        };
        let least = [21, ''];
        for (const element of document.querySelectorAll('body *')) {
          const said = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
          if (!said || element.offsetParent === null || element.disabled) continue;
          const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < least[0]) least = [contrast, element.outerHTML.slice(0, 120)];
        }
        return least;
      }
      """;

  private static final String ALL_APPS_FIT =
      """
      () => [...document.querySelectorAll('#apps *')]
        .every((each) => each.getBoundingClientRect().right <= window.innerWidth - 16)
      """;

  @BeforeAll
  static void needsABrowser() {
    BrowserEnvironment.open();
  }

  @Test
  void speaksTheBrowsersLanguageAndTheOtherOnDemand() {
    try (BrowserSession browserSession = BrowserSession.chinese()) {
      Page page = browserSession.page();
      ConsolePage consolePage = ConsolePage.opened(page);
      assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
      assertThat(page.locator("#try-title")).hasText("生成小程序码");
      consolePage.ask("pages/zh", "z=1");
      consolePage.says("小程序码已生成。");
      assertThat(page.locator("#health-status")).hasText("一切正常。");
      browserSession.keep("console-zh");
      page.locator("#language").click();
      assertThat(page.locator("html")).hasAttribute("lang", "en");
      assertThat(page.locator("#try-title")).hasText("Try a code");
      consolePage.says("The code is ready.");
      assertThat(consolePage.picture())
          .hasAttribute("alt", "Mini-program code for page pages/zh, scene z=1");
      page.reload();
      assertThat(page.locator("#try-title")).hasText("Try a code");
    }
  }

  @Test
  void hasEveryTextInBothLanguages() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      ConsolePage.opened(browserSession.page());
      Object missing =
          browserSession
              .page()
              .evaluate(
                  """
                  async () => {
                    const { STRINGS } = await import('/console/strings.js');
                    const [en, zh] = [STRINGS.en, STRINGS.zh].map((all) => Object.keys(all));
                    const used = [...document.querySelectorAll('[data-text]')]
                      .map((each) => each.dataset.text);
                    return [
                      ...en.filter((name) => !zh.includes(name)),
                      ...zh.filter((name) => !en.includes(name)),
                      ...used.filter((name) => !en.includes(name)),
                      ...en.filter((name) => !STRINGS.en[name] || !STRINGS.zh[name]),
                    ];
                  }
                  """);
      assertThat((List<?>) missing).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, console-light", "DARK, console-dark"})
  void everyTextCanBeReadInLightAndDark(ColorScheme colors, String name) {
    try (BrowserSession browserSession = BrowserSession.with("en-GB", colors, 1100, 900)) {
      Page page = browserSession.page();
      ConsolePage consolePage = ConsolePage.opened(page);
      consolePage.ask("pages/colours", "a".repeat(33));
      consolePage.says("Please correct");
      hasContrast(page);
      consolePage.ask("pages/colours", "c=1");
      consolePage.says("The code is ready.");
      consolePage.widthOfPicture();
      hasContrast(page);
      String ground =
          (String) page.evaluate("() => getComputedStyle(document.body).backgroundColor");
      assertThat(ground.equals("rgb(21, 23, 26)")).isEqualTo(colors == ColorScheme.DARK);
      browserSession.keep(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"/, console-narrow", "/docs, docs-narrow"})
  void fitsANarrowScreen(String path, String name) {
    try (BrowserSession browserSession = BrowserSession.with("zh-CN", ColorScheme.LIGHT, 360, 740)) {
      browserSession.page().navigate(path);
      assertThat(browserSession.page().locator("h1")).isVisible();
      assertThat(browserSession.page().locator(path.equals("/docs") ? "#askForCode" : "#apps tr"))
          .isVisible();
      // What can be scrolled sideways looks as if it ended there.
      assertThat((Boolean) browserSession.page().evaluate(ALL_APPS_FIT)).isTrue();
      assertThat(
              (Boolean)
                  browserSession
                      .page()
                      .evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
          .isTrue();
      browserSession.keep(name);
    }
  }

  @Test
  void canBeUsedWithTheKeyboardAlone() {
    try (BrowserSession browserSession = BrowserSession.english()) {
      Page page = browserSession.page();
      ConsolePage consolePage = ConsolePage.opened(page);
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      assertThat(page.locator(".skip").boundingBox().x).isNotNegative();
      browserSession.keep("console-skip");
      page.keyboard().press("Enter");
      assertThat(page.locator("#page")).isFocused();
      page.keyboard().type("pages/keys");
      page.keyboard().press("Tab");
      page.keyboard().type("k=1");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().press("ArrowDown");
      assertThat(page.locator("input[value=auto]")).isChecked();
      page.keyboard().press("Tab");
      page.keyboard().press("Space");
      assertThat(page.locator("#hyaline")).isChecked();
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      consolePage.says("The code is ready.");
      browserSession.keep("console-keyboard");
      assertThat(reachedFromTheTop(page))
          .containsSubsequence(
              "Skip to the form",
              "API document",
              "language",
              "page",
              "scene",
              "width",
              "hyaline",
              "Make the code",
              "Open the picture",
              "Copy its address",
              "Show",
              "recent-clear");
    }
  }

  /** What Tab reaches, in order; each shows that it has the focus. */
  private static List<String> reachedFromTheTop(Page page) {
    page.evaluate(
        "() => { document.activeElement.blur(); window.getSelection().removeAllRanges(); }");
    page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); }");
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      page.keyboard().press("Tab");
      @SuppressWarnings("unchecked")
      List<String> focus =
          (List<String>)
              page.evaluate(
                  """
                  () => {
                    const at = document.activeElement;
                    const style = getComputedStyle(at);
                    return at === document.body ? ['', 'solid']
                      : [at.id || at.textContent.trim(), style.outlineStyle];
                  }
                  """);
      assertThat(focus.get(1)).as("the focus on %s can be seen", focus.get(0)).isNotEqualTo("none");
      if (!focus.get(0).isEmpty()) {
        reached.add(focus.get(0));
      }
    }
    return reached;
  }

  private static void hasContrast(Page page) {
    List<?> least = (List<?>) page.evaluate(LEAST_CONTRAST);
    assertThat(((Number) least.get(0)).doubleValue())
        .as("contrast of %s", least.get(1))
        .isGreaterThanOrEqualTo(4.5);
  }
}
