package io.sunpress.bench.harness;

import io.minio.MinioClient;
import io.sunpress.bench.measure.StoredObject;
import io.sunpress.bench.measure.Usage;
import io.sunpress.intake.Judge;
import io.sunpress.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Broker, S3 server, simulator and any number of workers, a JVM each, on free ports of loopback.
 * The topics are there when it is made. All processes end with it.
 */
public final class Installation implements AutoCloseable {
  /** A door on every API that reads the body and answers a constant. */
  public static final String CONSTANT_DOOR = ConstantDoor.PATH;

  private static final Duration LEDGER_STOP = Duration.ofSeconds(20);

  private final Children children;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final String bootstrapServers;
  private final URI storage;
  private final SimulatorControl simulator;
  private final Workers workers;
  private final Part store;
  private boolean storeHasACore;

  private Installation(Children children, Workplace place, Storage kind, int minuteLimit) {
    this.children = children;
    Part broker =
        begin("broker", BrokerPart.class, JvmOptions.BROKER, place.data("kafka").toString());
    this.store = begin(kind.part(), kind.main(), kind.arguments(place).toArray(String[]::new));
    Part wechat = begin("simulator", SimulatorPart.class);
    this.bootstrapServers = broker.awaitAddress();
    this.storage = URI.create(store.awaitAddress());
    String[] addresses = wechat.awaitAddress().split(" ");
    this.simulator = new SimulatorControl(URI.create(addresses[0]), URI.create(addresses[1]));
    this.workers = new Workers(children, bootstrapServers, storage, simulator.url());
    simulator.app(Keys.APP, Keys.APP_SECRET, minuteLimit);
    Preparation.of(topics(), bootstrapServers);
  }

  /**
   * Starts all but the workers.
   *
   * @param storage where pictures go
   * @param minuteLimit of WeChat, in calls
   */
  public static Installation start(Workplace place, Storage storage, int minuteLimit) {
    Children children = new Children(place);
    try {
      return new Installation(children, place, storage, minuteLimit);
    } catch (RuntimeException e) {
      children.close();
      throw e;
    }
  }

  /**
   * Starts a worker and returns when it is ready to work.
   *
   * @param name as it is reported; a name that was used before replaces that part
   * @param settings over the installation's own
   */
  public Part startWorker(String name, Map<String, String> settings) {
    Part worker = launchWorker(name, settings);
    workers.awaitReady(worker);
    if (storeHasACore) {
      Cores.others(worker.pid());
    }
    return worker;
  }

  /**
   * From now on the store has the first core to itself, and the other parts, with the workers that
   * are started later, have the rest.
   */
  public void giveTheStoreACore() {
    for (Part part : List.copyOf(parts.values())) {
      if (part == store) {
        Cores.first(part.pid());
      } else {
        Cores.others(part.pid());
      }
    }
    storeHasACore = true;
  }

  /** Starts a worker and does not wait for it. */
  public Part launchWorker(String name, Map<String, String> settings) {
    Part worker = workers.launch(name, settings);
    synchronized (parts) {
      parts.put(name, worker);
    }
    return worker;
  }

  /**
   * Starts an API and returns when it is ready; beside its doors it has {@link #CONSTANT_DOOR}.
   *
   * @param ledger its ledger's directory
   * @param settings over the installation's own
   */
  public Part startApi(String name, Path ledger, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("sunpress.ledger.directory", ledger.toString());
    all.putAll(settings);
    Part api = workers.launchApi(name, all);
    synchronized (parts) {
      parts.put(name, api);
    }
    workers.awaitReady(api);
    return api;
  }

  /**
   * Has a ledger read the topics in a process of its own, which then ends.
   *
   * @param directory the ledger's; may be there already
   * @param seed of the catalogue whose codes are ready
   * @param codes of it
   * @param seconds in which it is read afterwards
   */
  public LedgerTimes ledger(String name, Path directory, long seed, int codes, int seconds) {
    Part ledger =
        begin(
            name,
            LedgerPart.class,
            bootstrapServers,
            directory.toString(),
            Long.toString(seed),
            Integer.toString(codes),
            Integer.toString(seconds));
    LedgerTimes times = LedgerTimes.of(ledger.awaitAddress());
    ledger.stop(LEDGER_STOP);
    return times;
  }

  /**
   * Starts what we compare with and returns when it listens.
   *
   * @param ownTopics where it takes requests from; made if missing
   * @param threads that listen
   */
  public Part startBaseline(String name, Topics ownTopics, int threads) {
    Preparation.of(ownTopics, bootstrapServers);
    Part baseline = workers.startBaseline(name, ownTopics, topics(), threads);
    synchronized (parts) {
      parts.put(name, baseline);
    }
    return baseline;
  }

  /** How many requests the workers have not committed yet. */
  public long backlog() {
    return Backlog.of(bootstrapServers, List.of(topics().requests(), topics().bulkRequests()));
  }

  /** The broker's address. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** WeChat's side. */
  public SimulatorControl simulator() {
    return simulator;
  }

  /** The topics' names. */
  public Topics topics() {
    return Topics.DEFAULT;
  }

  /** Names codes as the workers do. */
  public Judge judge() {
    return Keys.judge();
  }

  /** Everything in the bucket, read back. */
  public List<StoredObject> pictures() {
    return Pictures.all(storageClient());
  }

  /** How many pictures a second the S3 server takes from someone who does nothing else. */
  public double putRate(Duration time, long seed) {
    if (storeHasACore) {
      Cores.others(ProcessHandle.current().pid());
    }
    return PutRate.of(storageClient(), time, seed);
  }

  private MinioClient storageClient() {
    return MinioClient.builder()
        .endpoint(storage.toString())
        .credentials(Keys.STORAGE_USER, Keys.STORAGE_SECRET)
        .region("us-east-1")
        .build();
  }

  /** What the living parts have used. */
  public Usage usage() {
    Map<String, Usage.OfProcess> usage = new LinkedHashMap<>();
    synchronized (parts) {
      parts.values().stream()
          .filter(Part::isAlive)
          .forEach(part -> usage.put(part.name(), part.usage()));
    }
    return new Usage(usage);
  }

  @Override
  public void close() {
    children.close();
  }

  private Part begin(String name, Class<?> main, String... arguments) {
    return begin(name, main, JvmOptions.PLAIN, arguments);
  }

  private Part begin(String name, Class<?> main, JvmOptions options, String... arguments) {
    Part part =
        new Part(
            name,
            children.start(name.replace(' ', '-'), main, options, List.of(arguments)),
            Optional.empty());
    parts.put(name, part);
    return part;
  }
}
