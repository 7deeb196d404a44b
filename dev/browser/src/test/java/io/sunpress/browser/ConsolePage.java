package io.sunpress.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The console as its visitors use it. */
final class ConsolePage {
  private final Page page;

  private ConsolePage(Page page) {
    this.page = page;
  }

  static ConsolePage opened(Page page) {
    page.navigate("/");
    return new ConsolePage(page);
  }

  /** Asks for a code by the form. */
  void ask(String path, String scene) {
    page.locator("#page").fill(path);
    page.locator("#scene").fill(scene);
    page.locator("#try button[type=submit]").click();
  }

  Locator status() {
    return page.locator("#status");
  }

  Locator picture() {
    return page.locator("img.code");
  }

  Locator recent() {
    return page.locator("#recent li");
  }

  /** Waits until the status says so. */
  void says(String text) {
    assertThat(status()).containsText(text);
  }

  /** Waits for a picture that the browser could read, and tells how wide it is. */
  int widthOfPicture() {
    assertThat(picture()).hasJSProperty("complete", true);
    return ((Number) picture().evaluate("image => image.naturalWidth")).intValue();
  }

  /** The picture's bytes, as the page shows them. */
  byte[] bytesOfPicture() {
    return page.request().get((String) picture().evaluate("image => image.src")).body();
  }
}
