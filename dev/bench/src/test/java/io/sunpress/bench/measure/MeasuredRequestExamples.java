package io.sunpress.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stories that tests of other packages make up. */
public final class MeasuredRequestExamples {
  private final AtomicLong now = new AtomicLong();
  private final MeasuredRequests measuredRequests = new MeasuredRequests(now::get);
  private final List<MeasuredRequest> stories = new ArrayList<>();

  /** One that was asked at a time and ended so many milliseconds later. */
  public MeasuredRequestExamples one(long askedAtMillis, long tookMillis) {
    String requestId = "r" + stories.size();
    now.set(TimeUnit.MILLISECONDS.toNanos(askedAtMillis));
    MeasuredRequest measuredRequest =
        measuredRequests.add(
            new MeasuredRequest(requestId, "c", new PageAndScene("p", requestId), now.get()));
    measuredRequests.acknowledged(measuredRequest);
    now.set(TimeUnit.MILLISECONDS.toNanos(askedAtMillis + tookMillis));
    measuredRequests.ended(new FinalEvent(requestId + ":ready", requestId, true, "sha"));
    stories.add(measuredRequest);
    return this;
  }

  /** All of them. */
  public List<MeasuredRequest> stories() {
    return List.copyOf(stories);
  }
}
