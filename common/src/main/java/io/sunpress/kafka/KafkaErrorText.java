package io.sunpress.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * What a broker or a Kafka client reports, in its own words and in one line: those who read it know
 * their Kafka, and an exception's class name tells them nothing. Values that follow a secret's name
 * are left out.
 */
public final class KafkaErrorText {
  private static final int MAX_LENGTH = 600;
  private static final int MAX_DEPTH = 10;
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:password|passwd|secret|token|assertion|\\.key)[\\w.\\[\\]-]*[\"']?\\s*=\\s*)"
              + "(\"[^\"]*\"|'[^']*'|[^\\s,;)\\]}&]+)");

  private KafkaErrorText() {}

  /** The sentence of a failure and of what caused it. */
  public static String of(Throwable failure) {
    String text = SECRET.matcher(String.join(": ", messages(failure))).replaceAll("$1***");
    String line = (text + hint(failure)).replaceAll("\\s+", " ").strip();
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
  }

  private static List<String> messages(Throwable failure) {
    List<String> messages = new ArrayList<>();
    @Nullable Throwable each = failure;
    for (int depth = 0; each != null && depth < MAX_DEPTH; depth++) {
      if (!isRepeatedByItsCause(each)) {
        messages.add(ownText(each));
      }
      each = each.getCause();
    }
    return messages;
  }

  private static String ownText(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  /** A wrapper: the cause has all that it has. */
  private static boolean isRepeatedByItsCause(Throwable failure) {
    Throwable cause = failure.getCause();
    if (cause == null || cause == failure) {
      return false;
    }
    String message = failure.getMessage();
    return message == null
        || failure instanceof ExecutionException
        || failure instanceof CompletionException
        || failure.getClass() == KafkaException.class
        || cause.getMessage() != null && message.contains(cause.getMessage());
  }

  private static String hint(Throwable failure) {
    Throwable cause =
        failure instanceof ExecutionException || failure instanceof CompletionException
            ? failure.getCause()
            : failure;
    if (cause instanceof UnsupportedVersionException) {
      return " (this broker is older than Kafka 2.8, which Sunpress needs)";
    }
    return cause instanceof TimeoutException
        ? " (if a broker listens there: is spring.kafka.security.protocol the listener's?)"
        : "";
  }
}
