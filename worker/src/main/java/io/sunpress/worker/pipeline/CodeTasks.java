package io.sunpress.worker.pipeline;

import io.sunpress.worker.delay.RequestExpiry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The codes that are being worked on. The same code at the same time is one task. */
final class CodeTasks {
  private final Map<CodeTask.Key, CodeTask> running = new ConcurrentHashMap<>();

  private final BiFunction<Request, Boolean, CodeTask> begin;
  private final RequestExpiry requestExpiry;

  /**
   * @param begin makes a task of its first request, told whether that has expired
   */
  CodeTasks(BiFunction<Request, Boolean, CodeTask> begin, RequestExpiry requestExpiry) {
    this.begin = begin;
    this.requestExpiry = requestExpiry;
  }

  /**
   * Joins the task for this code; or begins one, which is then returned, to be worked on. What has
   * expired is a task by itself: none that has not may end with it.
   */
  Optional<CodeTask> joinOrBegin(Request request) {
    return requestExpiry.hasPassed(request.askedAt())
        ? Optional.of(begin.apply(request, true))
        : joinOrBeginUnexpired(request);
  }

  private Optional<CodeTask> joinOrBeginUnexpired(Request request) {
    CodeTask[] begun = new CodeTask[1];
    running.compute(
        CodeTask.Key.of(request.question()),
        (key, task) -> {
          if (task == null) {
            begun[0] = begin.apply(request, false);
            return begun[0];
          }
          task.join(request);
          return task;
        });
    return Optional.ofNullable(begun[0]);
  }

  /** Ends a task; whoever asks from now on begins another. */
  List<Request> end(CodeTask task) {
    running.remove(task.key, task);
    return task.requests();
  }
}
