package io.sunpress.api.errors;

import io.sunpress.api.auth.RequiresRole;
import io.sunpress.api.web.HttpError;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server itself refuses, before any handler of ours, in our form. */
@RestController
final class ErrorPageController implements ErrorController {
  @RequiresRole(open = true)
  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<byte[]> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    // Without a status somebody has asked for the error page itself.
    return HttpError.of(status instanceof Integer code ? code : 404)
        .answer(
            path instanceof String uri ? uri : request.getRequestURI(), request, new HttpHeaders());
  }
}
