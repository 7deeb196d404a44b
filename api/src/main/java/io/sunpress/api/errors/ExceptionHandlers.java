package io.sunpress.api.errors;

import io.sunpress.api.ledger.entry.LedgerBrokenException;
import io.sunpress.api.web.HttpError;
import io.sunpress.api.web.SlowBodyException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns exceptions into answers. Only bugs and broken connections are exceptions here. */
@RestControllerAdvice
final class ExceptionHandlers {
  private static final Logger log = LoggerFactory.getLogger(ExceptionHandlers.class);

  /** Nobody listens any more. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    log.debug("A client went away", e);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> slow(SlowBodyException e, HttpServletRequest request) {
    HttpError fault =
        switch (e.why()) {
          case TOO_SLOW -> HttpError.TOO_SLOW;
          case TOO_MANY -> HttpError.UNAVAILABLE;
        };
    HttpHeaders headers = new HttpHeaders();
    // What is still to come of the body must not be taken for the next request.
    headers.set(HttpHeaders.CONNECTION, "close");
    return fault.answer(request, headers);
  }

  /** The body could not be read: too slow, or cut off. */
  @ExceptionHandler
  ResponseEntity<byte[]> cut(IOException e, HttpServletRequest request) {
    log.debug("A request could not be read", e);
    return HttpError.BAD_REQUEST.answer(request, new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<byte[]> broken(LedgerBrokenException e, HttpServletRequest request) {
    log.error("The ledger can't be read", e);
    return HttpError.UNAVAILABLE.answer(request, new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<byte[]> other(Exception e, HttpServletRequest request) {
    // Spring wraps errors: whoever ends the process for some of them hears of this one all the
    // same.
    if (e.getCause() instanceof VirtualMachineError fatal) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, fatal);
    }
    if (e instanceof ErrorResponse response) {
      return HttpError.of(response.getStatusCode().value()).answer(request, response.getHeaders());
    }
    log.error("A request failed: {} {}", request.getMethod(), request.getRequestURI(), e);
    return HttpError.INTERNAL.answer(request, new HttpHeaders());
  }
}
