package io.sunpress.api.console;

import io.sunpress.api.auth.RequiresRole;
import io.sunpress.api.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the pages: the console at {@code /}, the API's document at {@code /docs}. */
@RestController
final class ConsoleController {
  /** Files of this server and nothing else; no script and no style inside a page. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          + "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private final StaticFiles assets;

  ConsoleController(StaticFiles assets) {
    this.assets = assets;
  }

  @GetMapping("/")
  @RequiresRole(open = true)
  ResponseEntity<byte[]> console(HttpServletResponse response) {
    return file("index.html", response);
  }

  @GetMapping("/docs")
  @RequiresRole(open = true)
  ResponseEntity<byte[]> docs(HttpServletResponse response) {
    return file("docs.html", response);
  }

  @GetMapping("/console/{name}")
  @RequiresRole(open = true)
  ResponseEntity<byte[]> file(@PathVariable String name, HttpServletResponse response) {
    return assets
        .find(name)
        .map(asset -> answer(asset, response))
        .orElseGet(ConsoleController::unknown);
  }

  private static ResponseEntity<byte[]> answer(StaticFile asset, HttpServletResponse response) {
    // Set, not added: of two policies the stricter one wins, and that of all other answers is it.
    response.setHeader("Content-Security-Policy", POLICY);
    // Spring answers 304 by the tag.
    return ResponseEntity.ok()
        .eTag(asset.tag())
        .cacheControl(CacheControl.noCache())
        .contentType(asset.type())
        .body(asset.bytes());
  }

  private static ResponseEntity<byte[]> unknown() {
    return Problem.of(
            HttpStatus.NOT_FOUND, "not-found", "Not found", "There is nothing at this address.")
        .answer();
  }
}
