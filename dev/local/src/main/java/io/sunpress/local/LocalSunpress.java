package io.sunpress.local;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.sunpress.api.ApiApplication;
import io.sunpress.installation.InstallationApp;
import io.sunpress.installation.LocalInstallation;
import io.sunpress.installation.LocalServers;
import io.sunpress.parts.LocalBroker;
import io.sunpress.parts.LocalS3;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.topic.Topics;
import io.sunpress.worker.WorkerApplication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole installation in this JVM, on loopback, on real parts: broker, S3 server, simulator,
 * worker and API. What it keeps on disk survives a stop and a crash.
 */
public final class LocalSunpress implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalSunpress.class);

  private final long startedAt = System.nanoTime();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DataDirectory data;
  private final LocalPorts ports;
  private final LocalWeChat wechat;
  private final LocalServers servers;
  private final Optional<WeChatSimulator> simulator;
  private final Duration startTime;

  private LocalSunpress(LocalOptions options, DataDirectory data) {
    this.data = opened(data);
    LocalCredentials keys = LocalCredentials.in(data.keys());
    this.ports = options.ports().free();
    this.wechat = LocalWeChat.of(options, keys, ports.simulator());
    CompletableFuture<Optional<WeChatSimulator>> simulatorStart = supplyAsync(this::startSimulator);
    this.servers =
        opened(LocalServers.start(data.root(), keys.storage(), ports.kafka(), ports.s3()));
    this.simulator = simulatorStart.join();
    simulator.ifPresent(this::opened);
    LocalSettings settings = new LocalSettings(options, installation(keys), wechat);
    opened(run(ApiApplication.class, settings.api(ports.http(), data.ledger())));
    opened(run(WorkerApplication.class, settings.worker()));
    this.startTime = Duration.ofNanos(System.nanoTime() - startedAt);
  }

  private LocalInstallation installation(LocalCredentials keys) {
    InstallationApp app = InstallationApp.of(wechat.appId(), wechat.secret().reveal());
    return new LocalInstallation(
        bootstrapServers(),
        LocalInstallation.bucket(s3().endpoint(), "sunpress", keys.storage()),
        Topics.DEFAULT,
        keys.idKey(),
        http(),
        List.of(wechat.simulated() ? app.ofEveryKind() : app));
  }

  /**
   * Starts everything and returns when it is ready.
   *
   * @throws IllegalArgumentException with a sentence for the user, where the options can't be met
   */
  public static LocalSunpress start(LocalOptions options) {
    return new LocalSunpress(options, DataDirectory.take(options.data()));
  }

  /** The API's address. */
  public URI http() {
    return URI.create("http://127.0.0.1:" + ports.http());
  }

  /** The broker's address. */
  public String bootstrapServers() {
    return servers.broker().bootstrapServers();
  }

  /** The broker, to be stopped and started by tests. */
  public LocalBroker broker() {
    return servers.broker();
  }

  /** The S3 server, to be stopped and started by tests. */
  public LocalS3 s3() {
    return servers.s3();
  }

  /** WeChat's stand-in, unless WeChat itself or another one is used. */
  public Optional<WeChatSimulator> simulator() {
    return simulator;
  }

  LocalPorts ports() {
    return ports;
  }

  LocalWeChat wechat() {
    return wechat;
  }

  Path data() {
    return data.root();
  }

  Duration startTime() {
    return startTime;
  }

  /** Stops in the opposite order, so that the worker can still finish and commit. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      close(parts.pop());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("Could not stop {} cleanly", part.getClass().getSimpleName(), e);
    }
  }

  private <P extends AutoCloseable> P opened(P part) {
    parts.push(part);
    return part;
  }

  private Optional<WeChatSimulator> startSimulator() {
    if (!wechat.simulated()) {
      return Optional.empty();
    }
    WeChatSimulator started =
        WeChatSimulator.start(SimulatorSettings.defaults().withPort(ports.simulator()));
    started.addApp(SimulatedApp.of(wechat.appId(), wechat.secret().reveal()));
    return Optional.of(started);
  }

  private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
    return new SpringApplicationBuilder(application)
        .registerShutdownHook(false)
        .logStartupInfo(false)
        .run(arguments);
  }
}
