package io.sunpress.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.sunpress.local.LocalOptions;
import io.sunpress.local.LocalSunpress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One installation and one browser for all tests of a run; the tests run on one thread. */
final class BrowserEnvironment {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** Nothing but the page: no updates, no reports, no sandbox that containers refuse. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** How long anything on a page may take to come about. */
  static final double PATIENCE_MILLIS = 60_000;

  private static BrowserEnvironment browserEnvironment;

  private final LocalSunpress sunpress;
  private final Playwright playwright;
  private final Browser browser;

  private BrowserEnvironment(Path chromium) {
    this.sunpress = LocalSunpress.start(LocalOptions.at(directory()));
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(ARGUMENTS));
  }

  /** Started at the first call; without a browser the test is skipped, and says why. */
  static BrowserEnvironment open() {
    if (browserEnvironment == null) {
      Optional<Path> chromium = chromium();
      if (chromium.isEmpty()) {
        String line = "SKIPPED: no chromium on the PATH, so the pages are not tried in a browser";
        System.out.println(line);
        abort(line);
      }
      // What is waited for is what counts: a busy machine takes its time.
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
      browserEnvironment = new BrowserEnvironment(chromium.orElseThrow());
      Runtime.getRuntime().addShutdownHook(new Thread(browserEnvironment::close));
    }
    return browserEnvironment;
  }

  LocalSunpress sunpress() {
    return sunpress;
  }

  Browser browser() {
    return browser;
  }

  private void close() {
    playwright.close();
    sunpress.close();
  }

  private static Optional<Path> chromium() {
    return NAMES.stream()
        .flatMap(
            name ->
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "installation-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
