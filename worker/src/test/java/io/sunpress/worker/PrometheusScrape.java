package io.sunpress.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;

/** What a worker's {@code /actuator/prometheus} said at one moment. */
record PrometheusScrape(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+0-9.eEInfNa]+)");
  private static final Pattern TAG = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  record Sample(String name, Map<String, String> tags, double value) {}

  static PrometheusScrape of(ConfigurableApplicationContext worker) {
    String port = worker.getEnvironment().getRequiredProperty("local.server.port");
    URI address = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
    try {
      String text =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
              .body();
      return new PrometheusScrape(text.lines().flatMap(line -> parse(line).stream()).toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static List<Sample> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (line.startsWith("#") || !matcher.matches()) {
      return List.of();
    }
    String tags = matcher.group(2) == null ? "" : matcher.group(2);
    Map<String, String> read =
        TAG.matcher(tags).results().collect(Collectors.toMap(r -> r.group(1), r -> r.group(2)));
    return List.of(new Sample(matcher.group(1), read, Double.parseDouble(matcher.group(3))));
  }

  /** The sum over all samples of a name with these tags, given as {@code name=value}. */
  double sum(String name, String... tags) {
    List<String> wanted = new ArrayList<>(List.of(tags));
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> wanted.stream().allMatch(tag -> has(sample, tag)))
        .mapToDouble(Sample::value)
        .sum();
  }

  private static boolean has(Sample sample, String tag) {
    String[] pair = tag.split("=", 2);
    return pair[1].equals(sample.tags().get(pair[0]));
  }

  /** Requests that ended in one of these ways. */
  double requests(String... outcomes) {
    double sum = 0;
    for (String outcome : outcomes) {
      sum += sum("sunpress_worker_requests_total", "outcome=" + outcome);
    }
    return sum;
  }
}
