package io.sunpress.bench.harness;

import io.sunpress.installation.LocalInstallation;
import io.sunpress.parts.Ports;
import io.sunpress.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Starts workers, and APIs, that share one installation. */
final class ServiceLauncher {
  private static final Duration READY = Duration.ofSeconds(120);

  private final JvmLauncher jvmLauncher;
  private final Map<String, String> shared;
  private final HttpClient http = HttpClient.newHttpClient();

  ServiceLauncher(JvmLauncher jvmLauncher, LocalInstallation installation, URI wechat) {
    this.jvmLauncher = jvmLauncher;
    this.shared =
        installation
            .settings()
            .withWeChat(installation.apps(), wechat)
            // What is measured is the worker, not the pace that an app's limit allows.
            .with("sunpress.apps[0].limit", "1000000")
            .asMap();
  }

  /** Starts one; it is not ready yet. */
  MeasuredProcess launch(String name, Map<String, String> settings) {
    return launch(name, WorkerProcess.class, JvmOptions.WORKER, settings);
  }

  /** Starts an API; it is not ready yet. */
  MeasuredProcess launchApi(String name, Map<String, String> settings) {
    return launch(name, ApiProcess.class, JvmOptions.API, settings);
  }

  private MeasuredProcess launch(
      String name, Class<?> main, JvmOptions jvm, Map<String, String> settings) {
    int port = Ports.free();
    List<String> arguments = arguments(port, settings);
    return new MeasuredProcess(
        name,
        jvmLauncher.start(name, main, jvm, arguments),
        Optional.of(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")));
  }

  void awaitReady(MeasuredProcess worker) {
    URI health = worker.health().orElseThrow();
    ConditionWait.until(worker.name() + " is ready", READY, () -> isReady(worker, health));
  }

  /** Starts the baseline, which reads other topics, and returns when it listens. */
  MeasuredProcess startBaseline(String name, Topics topics, Topics events, int threads) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spring.main.banner-mode", "off");
    copy("spring.kafka.bootstrap-servers", all, "spring.kafka.bootstrap-servers");
    all.put("spring.kafka.consumer.auto-offset-reset", "earliest");
    // With the default of 500, a batch of slow calls outlasts max.poll.interval.ms.
    all.put("spring.kafka.consumer.max-poll-records", "50");
    all.put("spring.kafka.consumer.value-deserializer", ByteArrayDeserializer.class.getName());
    all.put("spring.kafka.producer.value-serializer", ByteArraySerializer.class.getName());
    all.put("baseline.topic", topics.requests());
    all.put("baseline.events", events.events());
    all.put("baseline.threads", Integer.toString(threads));
    copy("sunpress.apps[0].app-id", all, "baseline.app-id");
    copy("sunpress.apps[0].secret", all, "baseline.app-secret");
    copy("sunpress.id-key", all, "baseline.id-key");
    copy("sunpress.wechat.url", all, "baseline.wechat");
    copy("sunpress.storage.endpoint", all, "baseline.storage");
    copy("sunpress.storage.access-key", all, "baseline.storage-user");
    copy("sunpress.storage.secret-key", all, "baseline.storage-secret");
    copy("sunpress.storage.bucket", all, "baseline.bucket");
    MeasuredProcess baseline =
        new MeasuredProcess(
            name,
            jvmLauncher.start(name, BaselineProcess.class, JvmOptions.WORKER, lines(all)),
            Optional.empty());
    baseline.awaitAddress();
    return baseline;
  }

  private void copy(String ours, Map<String, String> to, String theirs) {
    to.put(theirs, shared.get(ours));
  }

  private List<String> arguments(int port, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(shared);
    all.put("server.port", Integer.toString(port));
    all.putAll(settings);
    return lines(all);
  }

  private static List<String> lines(Map<String, String> settings) {
    List<String> lines = new ArrayList<>();
    settings.forEach((key, value) -> lines.add("--" + key + "=" + value));
    return lines;
  }

  private boolean isReady(MeasuredProcess worker, URI health) {
    if (!worker.isAlive()) {
      throw new IllegalStateException(worker.name() + " has ended while it started");
    }
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
