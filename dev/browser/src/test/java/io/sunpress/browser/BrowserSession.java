package io.sunpress.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A visitor with a browser that has never been here. What the page asks for and complains of is
 * kept, and judged at the end.
 */
final class BrowserSession implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserEnvironment browserEnvironment = BrowserEnvironment.open();
  private final BrowserContext context;
  private final Page page;
  private final List<String> asked = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  private BrowserSession(Browser.NewContextOptions options) {
    this.context =
        browserEnvironment.browser().newContext(options.setBaseURL(browserEnvironment.sunpress().http().toString()));
    context.setDefaultTimeout(BrowserEnvironment.PATIENCE_MILLIS);
    context.onRequest(request -> asked.add(request.url()));
    this.page = context.newPage();
    page.onPageError(error -> troubles.add("error: " + error));
    page.onConsoleMessage(
        message -> {
          // A refusal of the server is an answer, not a mistake of the page.
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            troubles.add("console: " + message.text());
          }
        });
  }

  static BrowserSession with(String locale, ColorScheme colors, int width, int height) {
    return new BrowserSession(
        new Browser.NewContextOptions()
            .setLocale(locale)
            .setColorScheme(colors)
            .setViewportSize(width, height));
  }

  static BrowserSession english() {
    return with("en-GB", ColorScheme.LIGHT, 1100, 900);
  }

  static BrowserSession chinese() {
    return with("zh-CN", ColorScheme.LIGHT, 1100, 900);
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  BrowserEnvironment stage() {
    return browserEnvironment;
  }

  /** A picture of the whole page, for people to look at. */
  void keep(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** Whether the page made no mistake, and asked this server for everything. */
  @Override
  public void close() {
    context.close();
    assertThat(troubles).isEmpty();
    assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(browserEnvironment.sunpress().http() + "/"));
  }
}
