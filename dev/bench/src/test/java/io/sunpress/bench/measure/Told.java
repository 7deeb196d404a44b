package io.sunpress.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stories that tests of other packages make up. */
public final class Told {
  private final AtomicLong now = new AtomicLong();
  private final Journal journal = new Journal(now::get);
  private final List<Story> stories = new ArrayList<>();

  /** One that was asked at a time and ended so many milliseconds later. */
  public Told one(long askedAtMillis, long tookMillis) {
    String requestId = "r" + stories.size();
    now.set(TimeUnit.MILLISECONDS.toNanos(askedAtMillis));
    Story story = journal.add(new Story(requestId, "c", new Drawing("p", requestId), now.get()));
    journal.acknowledged(story);
    now.set(TimeUnit.MILLISECONDS.toNanos(askedAtMillis + tookMillis));
    journal.ended(new FinalEvent(requestId + ":ready", requestId, true, "sha"));
    stories.add(story);
    return this;
  }

  /** All of them. */
  public List<Story> stories() {
    return List.copyOf(stories);
  }
}
