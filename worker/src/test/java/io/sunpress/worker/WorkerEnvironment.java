package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.PictureKey;
import io.sunpress.installation.GroupInspector;
import io.sunpress.installation.InstallationApp;
import io.sunpress.installation.LocalInstallation;
import io.sunpress.installation.LocalServers;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.TraceContext;
import io.sunpress.parts.TopicReader;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.request.PublishResult;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.wechat.SimulatedApp;
import io.sunpress.storage.ImageStore;
import io.sunpress.topic.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An installation of its own on real parts: WeChat's stand-in, a store, topics, and any worker. */
public final class WorkerEnvironment implements AutoCloseable {
  public static final String APP = "wx5ca1ab1e5ca1ab1e";
  public static final String APP_SECRET = "canary-app-secret-4711";

  /** Shares a partition of the parked requests with {@link #APP}, of four. */
  public static final String OTHER_APP = "wx5ca1ab1e11111111";

  public static final String OTHER_SECRET = "canary-other-secret-0816";
  public static final String ID_KEY = "canary-id-key-0123456789abcdef0123";

  /** Only a failing test waits so long. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final List<InstallationApp> APPS =
      List.of(
          InstallationApp.of(APP, APP_SECRET).ofEveryKind(),
          InstallationApp.of(OTHER_APP, OTHER_SECRET));
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public final Topics topics;
  public final WeChatSimulator wechat;
  final ImageStore store;
  private final LocalServers servers;
  private final LocalInstallation installation;
  private final GroupInspector groups;
  private final RequestValidator requestValidator;
  private final KafkaProducer<String, byte[]> producer;
  private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
  private final Map<String, TopicReader> logs = new LinkedHashMap<>();

  public WorkerEnvironment() {
    this(LocalServers.shared());
  }

  WorkerEnvironment(LocalServers servers) {
    this.servers = servers;
    String name = "w" + COUNT.incrementAndGet();
    this.installation =
        new LocalInstallation(
            servers.broker().bootstrapServers(),
            LocalInstallation.bucket(
                servers.s3().endpoint(), "bucket-" + name, LocalServers.TEST_CREDENTIALS),
            new Topics(name + ".", 4, Duration.ofDays(1)),
            Secret.of(ID_KEY),
            URI.create("https://img.example"),
            APPS);
    this.topics = installation.topics();
    this.groups = new GroupInspector(installation.bootstrapServers());
    this.wechat = WeChatSimulator.start(SimulatorSettings.defaults());
    wechat.addApp(SimulatedApp.of(APP, APP_SECRET).withMinuteLimit(1_000_000));
    wechat.addApp(SimulatedApp.of(OTHER_APP, OTHER_SECRET).withMinuteLimit(1_000_000));
    this.store = installation.s3().images();
    this.requestValidator = installation.validator();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                installation.bootstrapServers(),
                "linger.ms",
                0,
                "max.in.flight.requests.per.connection",
                1,
                "max.request.size",
                4 << 20),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Starts a worker; settings as {@code name=value} go over the usual ones. */
  public ConfigurableApplicationContext worker(String... own) {
    return started(new SpringApplicationBuilder(WorkerApplication.class), own);
  }

  /** Starts a worker that goes by this clock. */
  public ConfigurableApplicationContext worker(Clock clock, String... own) {
    return started(
        new SpringApplicationBuilder(WorkerApplication.class)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(
                            "testClock",
                            Clock.class,
                            () -> clock,
                            definition -> definition.setPrimary(true))),
        own);
  }

  private ConfigurableApplicationContext started(SpringApplicationBuilder builder, String... own) {
    ConfigurableApplicationContext worker = builder.registerShutdownHook(false).run(arguments(own));
    workers.add(worker);
    return worker;
  }

  /** Makes the topics, as the first worker would. */
  public void setUpTopics() {
    installation.createTopics();
  }

  String bootstrapServers() {
    return installation.bootstrapServers();
  }

  /** What a worker is started with. */
  public String[] arguments(String... own) {
    return installation
        .settings()
        .withWeChat(APPS, wechat.baseUrl())
        .with("logging.level.root", "ERROR")
        .with("logging.level.io.sunpress", "WARN")
        .with("sunpress.storage.timeout", "2s")
        .with("sunpress.apps[0].default", "true")
        .with("sunpress.apps[0].limit", "1000000")
        .with("sunpress.worker.in-flight", "32")
        .withPairs(own)
        .asArguments();
  }

  public void stop(ConfigurableApplicationContext worker) {
    workers.remove(worker);
    worker.close();
  }

  public CodeRequest question(CodeRequestMessage message) {
    return requestValidator
        .judge(message)
        .fold(
            codeRequest -> codeRequest,
            refused -> {
              throw new AssertionError(refused.toString());
            });
  }

  /** A code of this page and scene, asked as the API asks. */
  public CodeRequest ask(String page, String scene) {
    return ask(CodeRequestMessage.of(page, scene));
  }

  public CodeRequest ask(CodeRequestMessage message) {
    return ask(question(message), Priority.INTERACTIVE);
  }

  CodeRequest ask(CodeRequest codeRequest, Priority priority) {
    acknowledged(publish(codeRequest, priority).join());
    return codeRequest;
  }

  /** Asks many at once. */
  void askAll(List<CodeRequest> questions, Priority priority) {
    questions.stream()
        .map(codeRequest -> publish(codeRequest, priority))
        .toList()
        .forEach(publishResult -> acknowledged(publishResult.join()));
  }

  private CompletableFuture<PublishResult> publish(CodeRequest codeRequest, Priority priority) {
    return new RequestPublisher(requestValidator, producer::send, topics)
        .publish(codeRequest, priority, TraceContext.NONE);
  }

  private static void acknowledged(PublishResult publishResult) {
    if (!(publishResult instanceof PublishResult.Acknowledged)) {
      throw new AssertionError("not acknowledged");
    }
  }

  /** Writes any record. */
  public void write(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not written", e);
    }
  }

  void write(String topic, String key, byte[] value) {
    write(new ProducerRecord<>(topic, 0, key, value));
  }

  void inbox(String json) {
    write(new ProducerRecord<>(topics.inbox(), 0, null, json.getBytes(UTF_8)));
  }

  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return logs.computeIfAbsent(
            topic, same -> new TopicReader(installation.bootstrapServers(), same))
        .all();
  }

  public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return records(topics.deadLetters());
  }

  /** The data of all events. */
  public List<JsonNode> events() {
    return records(topics.events()).stream().map(r -> JSON.readTree(r.value())).toList();
  }

  /** The data of the events for a request. */
  public List<JsonNode> eventsOf(CodeRequest codeRequest) {
    return events().stream()
        .filter(event -> event.path("requestId").asString().equals(codeRequest.requestId()))
        .toList();
  }

  /** The last failed answer for a code. */
  Optional<CodeAnswer.Failed> failure(CodeRequest codeRequest) {
    String key = codeRequest.id() + "!";
    return records(topics.answers()).stream()
        .filter(record -> new String(record.key(), UTF_8).equals(key))
        .flatMap(record -> CodeAnswerCodec.read(key, record.value()).stream())
        .map(CodeAnswer.Failed.class::cast)
        .reduce((first, second) -> second);
  }

  /** The one event for a request, and the proof that there is no other. */
  JsonNode onlyEvent(CodeRequest codeRequest) {
    await().atMost(PATIENCE).until(() -> !eventsOf(codeRequest).isEmpty());
    List<JsonNode> events = eventsOf(codeRequest);
    if (events.size() != 1) {
      throw new AssertionError("not one event: " + events);
    }
    return events.get(0);
  }

  /** Waits until nothing is left that a group has not committed. */
  void awaitNoLag(String group, String topic) {
    await().atMost(PATIENCE).until(() -> lag(group, topic) == 0);
  }

  /** Calls to WeChat for codes of this page. */
  long callsFor(String page) {
    return codeCalls().stream().filter(call -> call.facts().page().equals(page)).count();
  }

  /** A counter's or gauge's value, over all its tags but those named. */
  static double metric(ConfigurableApplicationContext worker, String name, String... tags) {
    return worker.getBean(MeterRegistry.class).find(name).tags(tags).meters().stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }

  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  byte[] picture(CodeRequest codeRequest) {
    return store.read(codeRequest.picture()).orElseThrow().bytes();
  }

  Optional<PictureKey> stored(CodeRequest codeRequest) {
    return store.find(codeRequest.picture()).map(there -> codeRequest.picture());
  }

  public List<RecordedCall> codeCalls() {
    return wechat.calls().where(call -> CallKind.CODES.contains(call.facts().kind()));
  }

  /** The app's stable token, as another system gets it from WeChat. */
  public String token() {
    return StubTokenServer.stableToken(wechat.baseUrl(), APP, APP_SECRET);
  }

  long tokenCalls() {
    return wechat.calls().where(call -> CallKind.TOKENS.contains(call.facts().kind())).size();
  }

  /** How many members of a group have partitions. */
  long membersWithPartitions(String group) {
    return groups.membersWithPartitions(topics.group(group));
  }

  /** Tells the broker that all members of a group are gone, as it finds out after their session. */
  void evict(String group) {
    groups.evict(topics.group(group));
  }

  /** How many pictures the store holds, whatever their names. */
  long objects() {
    return servers.objects(installation.storage().bucket(), "codes");
  }

  /** How many records of a topic its group has not committed. */
  long lag(String group, String topic) {
    return records(topic).size() - groups.committed(topics.group(group), topic);
  }

  @Override
  public void close() {
    wechat.releaseReplies();
    List.copyOf(workers).forEach(this::stop);
    logs.values().forEach(TopicReader::close);
    producer.close(Duration.ofSeconds(1));
    wechat.close();
  }
}
