package io.sunpress.api.web.tomcat;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 with limits for slow clients and many connections. Tomcat makes it, by its name. */
public final class BoundedProtocol extends Http11NioProtocol {
  private static final long LOOK_MS = 250;

  private final BoundedEndpoint endpoint;
  private @Nullable ScheduledFuture<?> looks;

  public BoundedProtocol() {
    this(new BoundedEndpoint());
  }

  private BoundedProtocol(BoundedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** To be called before the start. */
  void limit(ConnectionLimits limits) {
    endpoint.limit(limits);
  }

  @Override
  protected Processor createProcessor() {
    return new TimedProcessor(this, endpoint, getAdapter());
  }

  @Override
  public void start() throws Exception {
    super.start();
    looks =
        getUtilityExecutor()
            .scheduleWithFixedDelay(endpoint::endLate, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (looks != null) {
      looks.cancel(false);
    }
    super.stop();
  }
}
