package io.sunpress.api.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for one new code after another, through both doors by turns, whatever became of those
 * before; and remembers what it was told. The codes' scenes are such that nobody answers them.
 */
public final class SteadyLoad implements AutoCloseable {
  private static final Pattern JOB = Pattern.compile("\"(?:job_id|id)\":\"([0-9a-z]{26})\"");

  private final ApiClient api;
  private final String page;
  private final String[] headers;
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /**
   * One answer.
   *
   * @param sent when it was asked, by {@link System#nanoTime()}
   * @param answered when the answer was there
   * @param status 0 where no answer came
   * @param job the id, where one was told
   * @param comeBack whether it says when to ask again
   * @param text the body, or why there is none
   */
  public record Told(
      long sent, long answered, int status, Optional<String> job, boolean comeBack, String text) {
    public long nanos() {
      return answered - sent;
    }
  }

  private SteadyLoad(ApiClient api, String page, String... headers) {
    this.api = api;
    this.page = page;
    this.headers = headers.clone();
  }

  /**
   * Begins.
   *
   * @param page whose codes it asks for; nobody else asks for them
   * @param headers names and values by turns
   */
  public static SteadyLoad begin(ApiClient api, int perSecond, String page, String... headers) {
    SteadyLoad asking = new SteadyLoad(api, page, headers);
    asking.clock.scheduleAtFixedRate(asking::ask, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    return asking;
  }

  /** What it has been told so far, in the order of the answers. */
  public List<Told> told() {
    return List.copyOf(told);
  }

  private void ask() {
    int number = asked.getAndIncrement();
    boolean compat = number % 2 == 0;
    String body =
        "{\"%s\":\"%s\",\"scene\":\"hold-%d\"}".formatted(compat ? "path" : "page", page, number);
    HttpRequest.Builder request =
        api.request(compat ? "/api/weapp/qrcode" : "/v1/codes")
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.ofString(body, UTF_8));
    long sent = System.nanoTime();
    api.sendAsync(headers.length == 0 ? request : request.headers(headers))
        .whenComplete((answer, failure) -> told.add(told(sent, answer, failure)));
  }

  private static Told told(long sent, HttpResponse<String> answer, Throwable failure) {
    long now = System.nanoTime();
    if (failure != null) {
      return new Told(sent, now, 0, Optional.empty(), false, failure.toString());
    }
    Matcher job = JOB.matcher(answer.body());
    return new Told(
        sent,
        now,
        answer.statusCode(),
        job.find() ? Optional.of(job.group(1)) : Optional.empty(),
        answer.headers().firstValue("Retry-After").isPresent(),
        answer.body());
  }

  /** Asks no more; what is still under way is answered later. */
  public void stop() {
    clock.shutdown();
  }

  @Override
  public void close() {
    stop();
  }

  /** Whether everything that was asked has been answered. */
  public boolean isAnswered() {
    return clock.isTerminated() && told.size() == asked.get();
  }
}
