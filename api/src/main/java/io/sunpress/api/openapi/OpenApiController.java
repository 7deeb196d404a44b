package io.sunpress.api.openapi;

import io.sunpress.api.auth.RequiresRole;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the document. */
@RestController
final class OpenApiController {
  static final String PATH = "/openapi.json";

  private final OpenApiTemplate template;

  OpenApiController(OpenApiTemplate template) {
    this.template = template;
  }

  @GetMapping(PATH)
  @RequiresRole(open = true)
  ResponseEntity<byte[]> document() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache())
        .body(template.document());
  }
}
