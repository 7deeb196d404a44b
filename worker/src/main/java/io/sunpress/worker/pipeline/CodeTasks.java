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

  /**
   * A request that has its page checked also joins a task that does not check, never the reverse.
   */
  private Optional<CodeTask> joinOrBeginUnexpired(Request request) {
    CodeTask.Key own = CodeTask.Key.of(request.question());
    CodeTask.Key unchecked = new CodeTask.Key(own.id(), false);
    if (running.computeIfPresent(unchecked, (key, task) -> joined(task, request)) != null) {
      return Optional.empty();
    }
    CodeTask[] begun = new CodeTask[1];
    running.compute(
        own,
        (key, task) -> {
          if (task == null) {
            begun[0] = begin.apply(request, false);
            return begun[0];
          }
          return joined(task, request);
        });
    return Optional.ofNullable(begun[0]);
  }

  private static CodeTask joined(CodeTask task, Request request) {
    task.join(request);
    return task;
  }

  /** Ends a task; whoever asks from now on begins another. */
  List<Request> end(CodeTask task) {
    running.remove(task.key, task);
    return task.requests();
  }
}
