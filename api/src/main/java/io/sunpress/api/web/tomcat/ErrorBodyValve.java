package io.sunpress.api.web.tomcat;

import io.sunpress.api.web.HttpError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Container;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * What Tomcat refuses before any application hears of it, an address with an encoded slash say, in
 * our form instead of a page of Tomcat's. Tomcat makes it, by its name.
 */
public final class ErrorBodyValve extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    write(
        HttpError.of(response.getStatus()).answer(route(request), request, new HttpHeaders()),
        response);
  }

  /** A request that is refused before it has a context knows no context path. */
  private String route(Request request) {
    String path = request.getRequestURI() == null ? "" : request.getRequestURI();
    if (request.getContext() == null) {
      for (Container context : getContainer().findChildren()) {
        if (path.startsWith(context.getName())) {
          return path.substring(context.getName().length());
        }
      }
    }
    return path;
  }

  private static void write(ResponseEntity<byte[]> answer, Response response) {
    response.setStatus(answer.getStatusCode().value());
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setCharacterEncoding("UTF-8");
    try {
      PrintWriter writer = response.getReporter();
      if (writer != null && answer.getBody() != null) {
        writer.write(new String(answer.getBody(), StandardCharsets.UTF_8));
        response.finishResponse();
      }
    } catch (IOException e) {
      // Nobody listens any more.
    }
  }
}
