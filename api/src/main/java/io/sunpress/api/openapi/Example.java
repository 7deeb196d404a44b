package io.sunpress.api.openapi;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One exchange, as a test repeats it with the server.
 *
 * @param parameters of path and headers, by name
 * @param body what is sent, JSON
 * @param status what is answered
 * @param answer its body, JSON
 */
record Example(Map<String, String> parameters, Optional<String> body, int status, String answer) {
  Example {
    parameters = Map.copyOf(parameters);
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(answer, "answer");
  }

  static Example asking(String body) {
    return new Example(Map.of(), Optional.of(body), 0, "");
  }

  static Example of(String parameter, String value) {
    return new Example(Map.of(parameter, value), Optional.empty(), 0, "");
  }

  static Example plain() {
    return new Example(Map.of(), Optional.empty(), 0, "");
  }

  Example with(String parameter, String value) {
    Map<String, String> more = new java.util.TreeMap<>(parameters);
    more.put(parameter, value);
    return new Example(more, body, status, answer);
  }

  Example gives(int newStatus, String newAnswer) {
    return new Example(parameters, body, newStatus, newAnswer);
  }
}
