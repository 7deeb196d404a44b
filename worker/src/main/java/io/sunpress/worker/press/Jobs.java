package io.sunpress.worker.press;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The codes that are being worked on. The same code at the same time is one job. */
final class Jobs {
  private final Map<Job.Key, Job> running = new ConcurrentHashMap<>();

  /** Joins the job for this code; or begins one, which is then returned, to be worked on. */
  Optional<Job> joinOrBegin(Request request, Function<Request, Job> begin) {
    Job[] begun = new Job[1];
    running.compute(
        Job.Key.of(request.question()),
        (key, job) -> {
          if (job == null) {
            begun[0] = begin.apply(request);
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
