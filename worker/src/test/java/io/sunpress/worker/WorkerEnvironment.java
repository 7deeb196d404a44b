package io.sunpress.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
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
import io.sunpress.storage.S3ConnectionSettings;
import io.sunpress.storage.S3Storage;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
import io.sunpress.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An installation of its own on real parts: WeChat's stand-in, a store, topics, and any worker. */
final class WorkerEnvironment implements AutoCloseable {
  static final String APP = "wx5ca1ab1e5ca1ab1e";
  static final String APP_SECRET = "canary-app-secret-4711";

  /** Shares a partition of the parked requests with {@link #APP}, of four. */
  static final String OTHER_APP = "wx5ca1ab1e11111111";

  static final String OTHER_SECRET = "canary-other-secret-0816";
  static final String ID_KEY = "canary-id-key-0123456789abcdef0123";

  /** Only a failing test waits so long. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final Topics topics;
  final WeChatSimulator wechat;
  final ImageStore store;
  private final SharedServers sharedServers;
  private final String name = "w" + COUNT.incrementAndGet();
  private final RequestValidator requestValidator;
  private final KafkaProducer<String, byte[]> producer;
  private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
  private final Map<String, TopicReader> logs = new LinkedHashMap<>();

  WorkerEnvironment() {
    this(SharedServers.shared());
  }

  WorkerEnvironment(SharedServers sharedServers) {
    this.sharedServers = sharedServers;
    this.topics = new Topics(name + ".", 4, Duration.ofDays(1));
    this.wechat = WeChatSimulator.start(SimulatorSettings.defaults());
    wechat.addApp(SimulatedApp.of(APP, APP_SECRET).withMinuteLimit(1_000_000));
    this.store = storage(sharedServers, name).images();
    wechat.addApp(SimulatedApp.of(OTHER_APP, OTHER_SECRET).withMinuteLimit(1_000_000));
    ConfiguredApps apps =
        new ConfiguredApps(
            List.of(everything(APP), everything(OTHER_APP)), Optional.of(new AppId(APP)));
    this.requestValidator =
        new RequestValidator(
            apps,
            new CodeIdGenerator(IdKey.of(Secret.of(ID_KEY))),
            new RequestIdGenerator(Clock.systemUTC()));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                sharedServers.broker().bootstrapServers(),
                "linger.ms",
                0,
                "max.in.flight.requests.per.connection",
                1,
                "max.request.size",
                4 << 20),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  private static ConfiguredApp everything(String app) {
    return new ConfiguredApp(
        new AppId(app),
        Optional.empty(),
        CodeRevision.NONE,
        EnumSet.allOf(CodeKind.class),
        EnumSet.allOf(EnvVersion.class));
  }

  private static S3Storage storage(SharedServers sharedServers, String bucket) {
    return S3Storage.at(
        new S3ConnectionSettings(
            sharedServers.s3().endpoint(),
            Optional.of("us-east-1"),
            "bucket-" + bucket,
            Secret.of("tester"),
            Secret.of(SharedServers.S3_SECRET),
            Duration.ofSeconds(5),
            true));
  }

  /** Starts a worker; settings as {@code name=value} go over the usual ones. */
  ConfigurableApplicationContext worker(String... own) {
    ConfigurableApplicationContext worker =
        new SpringApplicationBuilder(WorkerApplication.class)
            .registerShutdownHook(false)
            .run(arguments(own));
    workers.add(worker);
    return worker;
  }

  /** Starts a worker that goes by this clock. */
  ConfigurableApplicationContext worker(Clock clock, String... own) {
    ConfigurableApplicationContext worker =
        new SpringApplicationBuilder(WorkerApplication.class)
            .registerShutdownHook(false)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(
                            "testClock",
                            Clock.class,
                            () -> clock,
                            definition -> definition.setPrimary(true)))
            .run(arguments(own));
    workers.add(worker);
    return worker;
  }

  /** Makes the topics, as the first worker would. */
  void setUpTopics() {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", sharedServers.broker().bootstrapServers()))) {
      TopicSetup setup = new TopicSetup(topics);
      await().atMost(PATIENCE).until(() -> setup.ensure(admin) instanceof TopicCheckResult.Ready);
    }
  }

  /** What a worker is started with. */
  String[] arguments(String... own) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", "0");
    settings.put("spring.main.banner-mode", "off");
    settings.put("logging.level.root", "ERROR");
    settings.put("logging.level.io.sunpress", "WARN");
    settings.put("spring.kafka.bootstrap-servers", sharedServers.broker().bootstrapServers());
    settings.put("sunpress.id-key", ID_KEY);
    settings.put("sunpress.public-base-url", "https://img.example");
    settings.put("sunpress.topics.prefix", topics.prefix());
    settings.put("sunpress.topics.partitions", Integer.toString(topics.partitions()));
    settings.put("sunpress.topics.retention", "1d");
    settings.put("sunpress.storage.endpoint", sharedServers.s3().endpoint().toString());
    settings.put("sunpress.storage.bucket", "bucket-" + name);
    settings.put("sunpress.storage.access-key", "tester");
    settings.put("sunpress.storage.secret-key", SharedServers.S3_SECRET);
    settings.put("sunpress.storage.timeout", "2s");
    settings.put("sunpress.apps[0].app-id", APP);
    settings.put("sunpress.apps[0].secret", APP_SECRET);
    settings.put("sunpress.apps[0].default", "true");
    settings.put("sunpress.apps[1].app-id", OTHER_APP);
    settings.put("sunpress.apps[1].secret", OTHER_SECRET);
    settings.put("sunpress.apps[0].kinds", "unlimited,limited,square");
    settings.put("sunpress.apps[0].envs", "release,trial,develop");
    settings.put("sunpress.apps[0].limit", "1000000");
    settings.put("sunpress.wechat.url", wechat.baseUrl().toString());
    settings.put("sunpress.worker.in-flight", "32");
    for (String setting : own) {
      String[] pair = setting.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    return settings.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  void stop(ConfigurableApplicationContext worker) {
    workers.remove(worker);
    worker.close();
  }

  CodeRequest question(CodeRequestMessage message) {
    return requestValidator
        .judge(message)
        .fold(
            codeRequest -> codeRequest,
            refused -> {
              throw new AssertionError(refused.toString());
            });
  }

  /** A code of this page and scene, asked as the API asks. */
  CodeRequest ask(String page, String scene) {
    return ask(CodeRequestMessage.of(page, scene));
  }

  CodeRequest ask(CodeRequestMessage message) {
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
    return new RequestPublisher(requestValidator, () -> producer, topics)
        .publish(codeRequest, priority, TraceContext.NONE);
  }

  private static void acknowledged(PublishResult publishResult) {
    if (!(publishResult instanceof PublishResult.Acknowledged)) {
      throw new AssertionError("not acknowledged");
    }
  }

  /** Writes any record. */
  void write(ProducerRecord<String, byte[]> record) {
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

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return logs.computeIfAbsent(
            topic, same -> new TopicReader(sharedServers.broker().bootstrapServers(), same))
        .all();
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return records(topics.deadLetters());
  }

  /** The data of all events. */
  List<JsonNode> events() {
    return records(topics.events()).stream().map(r -> JSON.readTree(r.value())).toList();
  }

  /** The data of the events for a request. */
  List<JsonNode> eventsOf(CodeRequest codeRequest) {
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

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  byte[] picture(CodeRequest codeRequest) {
    return store.read(codeRequest.picture()).orElseThrow().bytes();
  }

  Optional<PictureKey> stored(CodeRequest codeRequest) {
    return store.find(codeRequest.picture()).map(there -> codeRequest.picture());
  }

  List<RecordedCall> codeCalls() {
    return wechat.calls().where(call -> CallKind.CODES.contains(call.facts().kind()));
  }

  /** The app's stable token, as another system gets it from WeChat. */
  String token() {
    return StubTokenServer.stableToken(wechat.baseUrl(), APP, APP_SECRET);
  }

  long tokenCalls() {
    return wechat.calls().where(call -> CallKind.TOKENS.contains(call.facts().kind())).size();
  }

  /** How many members of a group have partitions. */
  long membersWithPartitions(String group) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", sharedServers.broker().bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of(topics.prefix() + group))
          .all()
          .get(10, TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(described -> described.members().stream())
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .count();
    } catch (ExecutionException e) {
      return 0;
    } catch (Exception e) {
      throw new AssertionError("no members", e);
    }
  }

  /** Tells the broker that all members of a group are gone, as it finds out after their session. */
  void evict(String group) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", sharedServers.broker().bootstrapServers()))) {
      admin
          .removeMembersFromConsumerGroup(
              topics.prefix() + group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not removed", e);
    }
  }

  /** How many pictures the store holds, whatever their names. */
  long objects() {
    return sharedServers.objects("bucket-" + name, "codes");
  }

  /** How many records of a topic its group has not committed. */
  long lag(String group, String topic) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", sharedServers.broker().bootstrapServers()))) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(topics.prefix() + group)
              .partitionsToOffsetAndMetadata()
              .get(10, TimeUnit.SECONDS);
      long done = 0;
      for (var entry : committed.entrySet()) {
        if (entry.getKey().topic().equals(topic) && entry.getValue() != null) {
          done += entry.getValue().offset();
        }
      }
      return records(topic).size() - done;
    } catch (Exception e) {
      throw new AssertionError("no offsets", e);
    }
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
