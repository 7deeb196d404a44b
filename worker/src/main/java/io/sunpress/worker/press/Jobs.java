package io.sunpress.worker.press;

import io.sunpress.worker.delay.RequestExpiry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The codes that are being worked on. The same code at the same time is one job. */
final class Jobs {
  private final Map<Job.Key, Job> running = new ConcurrentHashMap<>();

  private final BiFunction<Request, Boolean, Job> begin;
  private final RequestExpiry requestExpiry;

  /**
   * @param begin makes a job of its first request, told whether that has expired
   */
  Jobs(BiFunction<Request, Boolean, Job> begin, RequestExpiry requestExpiry) {
    this.begin = begin;
    this.requestExpiry = requestExpiry;
  }

  /**
   * Joins the job for this code; or begins one, which is then returned, to be worked on. What has
   * expired is a job by itself: none that has not may end with it.
   */
  Optional<Job> joinOrBegin(Request request) {
    return requestExpiry.hasPassed(request.askedAt())
        ? Optional.of(begin.apply(request, true))
        : joinOrBeginUnexpired(request);
  }

  private Optional<Job> joinOrBeginUnexpired(Request request) {
    Job[] begun = new Job[1];
    running.compute(
        Job.Key.of(request.question()),
        (key, job) -> {
          if (job == null) {
            begun[0] = begin.apply(request, false);
            return begun[0];
          }
          job.join(request);
          return job;
        });
    return Optional.ofNullable(begun[0]);
  }

  /** Ends a job; whoever asks from now on begins another. */
  List<Request> end(Job job) {
    running.remove(job.key, job);
    return job.requests();
  }
}
