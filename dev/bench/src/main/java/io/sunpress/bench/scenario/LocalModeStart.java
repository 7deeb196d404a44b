package io.sunpress.bench.scenario;

import io.sunpress.bench.harness.RunDirectory;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A new user's first minute: starts local mode and does what its banner shows. */
final class LocalModeStart {
  private static final Pattern CURL = Pattern.compile("^curl .*?(http://[^ /]+/\\S+)");
  private static final Pattern ANSWER = Pattern.compile("\"code\":0.*\"data\":\"(http[^\"]+)\"");
  private static final Duration START = Duration.ofSeconds(120);
  private static final String ASK = "{\"path\":\"pages/index/index\",\"scene\":\"a=1\"}";

  private LocalModeStart() {}

  /** From the command to the URL in the answer; the picture is fetched to be sure. */
  static Duration time(Path jar, RunDirectory place) {
    JavaCommand command =
        JavaCommand.jar(jar)
            .args(
                "--port=0",
                "--kafka-port=0",
                "--s3-port=0",
                "--simulator-port=0",
                "--data=" + place.data("local"));
    long start = System.nanoTime();
    try (ChildJvm local = command.start(place.output("local"))) {
      URI door = door(local.awaitLine(CURL, START));
      URI picture = ask(door);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      fetch(picture);
      return time;
    }
  }

  private static URI door(String line) {
    Matcher curl = CURL.matcher(line);
    if (!curl.find()) {
      throw new IllegalStateException("no address in: " + line);
    }
    return URI.create(curl.group(1));
  }

  private static URI ask(URI door) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(door)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ASK)),
            BodyHandlers.ofString());
    Matcher answer = ANSWER.matcher(response.body());
    if (!answer.find()) {
      throw new IllegalStateException("local mode answered " + response.body());
    }
    return URI.create(answer.group(1));
  }

  private static void fetch(URI picture) {
    HttpResponse<byte[]> response =
        send(HttpRequest.newBuilder(picture), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200 || response.body()[0] != (byte) 0xff) {
      throw new IllegalStateException("no JPEG at " + picture + ": " + response.statusCode());
    }
  }

  private static <B> HttpResponse<B> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<B> body) {
    try {
      return HttpClient.newHttpClient().send(request.timeout(START).build(), body);
    } catch (IOException e) {
      throw new IllegalStateException("local mode does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking local mode", e);
    }
  }
}
