package io.sunpress.bench.measure;

import io.sunpress.code.Scene;
import io.sunpress.request.CodeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** What became of one request. Times are of {@link System#nanoTime()}. */
public final class MeasuredRequest {
  private final String requestId;
  private final String codeId;
  private final PageAndScene pageAndScene;
  private final long askedAt;
  private final List<FinalEvent> finals = new ArrayList<>(1);
  private long acknowledgedAt;
  private long finishedAt;
  private Asking asking = Asking.PENDING;

  /** The broker's answer. */
  public enum Asking {
    /** Nothing yet. */
    PENDING,
    /** Yes. */
    ACKNOWLEDGED,
    /** It is not known whether it is there. */
    UNKNOWN
  }

  MeasuredRequest(CodeRequest codeRequest, long now) {
    this(
        codeRequest.requestId(),
        codeRequest.id().value(),
        new PageAndScene(
            codeRequest.spec().page().value(),
            codeRequest.spec().scene().map(Scene::value).orElse("")),
        now);
  }

  MeasuredRequest(String requestId, String codeId, PageAndScene pageAndScene, long now) {
    this.requestId = Objects.requireNonNull(requestId, "requestId");
    this.codeId = Objects.requireNonNull(codeId, "codeId");
    this.pageAndScene = Objects.requireNonNull(pageAndScene, "drawing");
    this.askedAt = now;
  }

  /** Its name. */
  public String requestId() {
    return requestId;
  }

  /** The code it asks for. */
  public String codeId() {
    return codeId;
  }

  /** What WeChat is asked for. */
  PageAndScene drawing() {
    return pageAndScene;
  }

  /** When it was handed to Kafka's client. */
  public long askedAt() {
    return askedAt;
  }

  synchronized void acknowledged(long now) {
    asking = Asking.ACKNOWLEDGED;
    acknowledgedAt = now;
  }

  synchronized void unknown() {
    asking = Asking.UNKNOWN;
  }

  /** Whether it is the first final event. */
  synchronized boolean ended(FinalEvent event, long now) {
    finals.add(event);
    if (finals.size() == 1) {
      finishedAt = now;
      return true;
    }
    return false;
  }

  /** The broker's answer. */
  public synchronized Asking asking() {
    return asking;
  }

  /** All its final events, repeats included. */
  synchronized List<FinalEvent> finals() {
    return List.copyOf(finals);
  }

  /** When its first final event was read; empty before. */
  public synchronized OptionalLong finishedAt() {
    return finals.isEmpty() ? OptionalLong.empty() : OptionalLong.of(finishedAt);
  }

  /** Whether its first final event announces a picture. */
  public synchronized boolean isReady() {
    return !finals.isEmpty() && finals.get(0).ready();
  }

  /** Nanoseconds from the broker's yes to the first final event; empty without both. */
  public synchronized OptionalLong latency() {
    return finals.isEmpty() || asking != Asking.ACKNOWLEDGED
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, finishedAt - acknowledgedAt));
  }
}
