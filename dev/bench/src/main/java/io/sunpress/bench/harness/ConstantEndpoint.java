package io.sunpress.bench.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The least that a door on the same server can do: read the body, answer a constant. */
@RestController
final class ConstantEndpoint {
  static final String PATH = "/bench/constant";

  private static final byte[] ANSWER =
      "{\"code\":0,\"msg\":\"\",\"data\":\"http://127.0.0.1/codes/wxbe9c0000be9c0000/0.jpg\"}"
          .getBytes(UTF_8);

  @PostMapping(PATH)
  ResponseEntity<byte[]> answer(HttpServletRequest request) throws IOException {
    if (request.getInputStream().readAllBytes().length == 0) {
      return ResponseEntity.badRequest().build();
    }
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ANSWER);
  }
}
