package io.sunpress.worker.pipeline;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeError;
import io.sunpress.request.CodeRequest;
import io.sunpress.storage.Picture;
import io.sunpress.worker.limiter.CodeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The work on one code, and all who asked for it meanwhile. One thread at a time works on it; the
 * requests alone may be added to by others.
 */
final class CodeTask {
  final Key key;
  final CodeRequest codeRequest;
  final RetryBudget budget;

  /** Asked so long ago that its picture is only looked for. */
  final boolean expired;

  private final List<Request> requests = new ArrayList<>();
  private @Nullable Picture picture;
  private @Nullable CodeError failure;
  private int calls;

  CodeTask(Request first, RetryBudget budget, boolean expired) {
    this.key = Key.of(first.question());
    this.codeRequest = first.question();
    this.budget = budget;
    this.expired = expired;
    requests.add(first);
  }

  /**
   * What makes requests the same work. Who has the page checked may be refused where another is
   * not.
   */
  record Key(CodeId id, boolean checkPath) {
    static Key of(CodeRequest codeRequest) {
      return new Key(codeRequest.id(), codeRequest.checkPath());
    }
  }

  synchronized void join(Request request) {
    requests.add(request);
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Whether any of its records is still this worker's. */
  synchronized boolean isHeld() {
    return requests.stream().anyMatch(request -> request.claim().held());
  }

  /** Whether none of its records stays: there is no time to wait for anything. */
  synchronized boolean isLeaving() {
    return requests.stream().allMatch(request -> request.claim().isLeaving());
  }

  void requireHeld() {
    if (!isHeld()) {
      throw new ProcessingSignal.HandBack();
    }
  }

  void requireStaying() {
    if (isLeaving()) {
      throw new ProcessingSignal.HandBack();
    }
  }

  AppId app() {
    return codeRequest.spec().app();
  }

  CodeCall call() {
    return new CodeCall(codeRequest.spec(), codeRequest.checkPath());
  }

  /** Whether any of its records came by this topic. */
  synchronized boolean cameBy(String topic) {
    return requests.stream().anyMatch(request -> request.origin().topic().equals(topic));
  }

  /** Drawn and not stored yet: WeChat is not asked again. */
  Optional<Picture> picture() {
    return Optional.ofNullable(picture);
  }

  /** WeChat has done its part; what is left is quick. */
  void drawn(Picture drawn) {
    picture = drawn;
    requests().forEach(request -> request.claim().nearlyDone());
  }

  /** Why it has failed last, and is repeated; nothing where it has not. */
  Optional<CodeError> failure() {
    return Optional.ofNullable(failure);
  }

  void failed(CodeError error) {
    failure = error;
  }

  void called(int times) {
    calls += times;
  }

  int calls() {
    return calls;
  }
}
