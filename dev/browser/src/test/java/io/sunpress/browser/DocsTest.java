package io.sunpress.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API's document as a page. */
class DocsTest {
  @BeforeAll
  static void needsABrowser() {
    BrowserEnvironment.open();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, docs-light", "DARK, docs-dark"})
  void showsEveryOperationAndEverySchema(ColorScheme colors, String name) {
    try (BrowserSession browserSession = BrowserSession.with("en-GB", colors, 1100, 900)) {
      Page page = browserSession.page();
      page.navigate("/docs");
      assertThat(page.locator("#askForCode")).containsText("POST/v1/codes");
      Object missing =
          page.evaluate(
              """
              async () => {
                const api = await (await fetch('openapi.json')).json();
                const ids = Object.values(api.paths).flatMap((path) => Object.values(path))
                  .map((operation) => operation.operationId);
                const schemas = Object.keys(api.components.schemas).map((each) => 'schema-' + each);
                const links = [...document.querySelectorAll('a[href^="#"]')]
                  .map((each) => each.hash.slice(1));
                return [...ids, ...schemas, ...links].filter((id) => !document.getElementById(id));
              }
              """);
      assertThat((List<?>) missing).isEmpty();
      assertThat(page.locator("#content")).not().containsText("undefined");
      assertThat(page.locator("#content")).not().containsText("[object");
      assertThat(page.locator("#askCompat"))
          .containsText(browserSession.stage().sunpress().http() + "/api/weapp/qrcode");
      page.locator("#askForCode details").first().locator("summary").click();
      page.locator("#toc a[href='#askCompat']").click();
      assertThat(page.locator("#askCompat")).isInViewport();
      browserSession.keep(name);
    }
  }
}
