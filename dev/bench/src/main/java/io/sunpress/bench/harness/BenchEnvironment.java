package io.sunpress.bench.harness;

import io.minio.MinioClient;
import io.sunpress.bench.measure.ResourceUsage;
import io.sunpress.bench.measure.StoredObject;
import io.sunpress.installation.InstallationApp;
import io.sunpress.installation.LocalInstallation;
import io.sunpress.request.RequestValidator;
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
public final class BenchEnvironment implements AutoCloseable {
  /** A door on every API that reads the body and answers a constant. */
  public static final String CONSTANT_DOOR = ConstantEndpoint.PATH;

  private static final Duration LEDGER_STOP = Duration.ofSeconds(20);

  private final JvmLauncher jvmLauncher;
  private final Map<String, MeasuredProcess> parts = new LinkedHashMap<>();
  private final String bootstrapServers;
  private final URI storage;
  private final SimulatorControl simulator;
  private final ServiceLauncher serviceLauncher;
  private final MeasuredProcess store;
  private boolean storeHasACore;

  private BenchEnvironment(
      JvmLauncher jvmLauncher, RunDirectory place, StorageKind kind, int minuteLimit) {
    this.jvmLauncher = jvmLauncher;
    MeasuredProcess broker =
        begin("broker", BrokerProcess.class, JvmOptions.BROKER, place.data("kafka").toString());
    this.store = begin(kind.part(), kind.main(), kind.arguments(place).toArray(String[]::new));
    MeasuredProcess wechat = begin("simulator", SimulatorProcess.class);
    this.bootstrapServers = broker.awaitAddress();
    this.storage = URI.create(store.awaitAddress());
    String[] addresses = wechat.awaitAddress().split(" ");
    this.simulator = new SimulatorControl(URI.create(addresses[0]), URI.create(addresses[1]));
    this.serviceLauncher =
        new ServiceLauncher(jvmLauncher, installation(topics()), simulator.url());
    InstallationApp app = BenchInstallation.APP;
    simulator.app(app.id().value(), app.secret().reveal(), minuteLimit);
    installation(topics()).createTopics();
  }

  /**
   * Starts all but the workers.
   *
   * @param storageKind where pictures go
   * @param minuteLimit of WeChat, in calls
   */
  public static BenchEnvironment start(
      RunDirectory place, StorageKind storageKind, int minuteLimit) {
    JvmLauncher jvmLauncher = new JvmLauncher(place);
    try {
      return new BenchEnvironment(jvmLauncher, place, storageKind, minuteLimit);
    } catch (RuntimeException e) {
      jvmLauncher.close();
      throw e;
    }
  }

  /**
   * Starts a worker and returns when it is ready to work.
   *
   * @param name as it is reported; a name that was used before replaces that part
   * @param settings over the installation's own
   */
  public MeasuredProcess startWorker(String name, Map<String, String> settings) {
    MeasuredProcess worker = launchWorker(name, settings);
    serviceLauncher.awaitReady(worker);
    if (storeHasACore) {
      CpuPinning.others(worker.pid());
    }
    return worker;
  }

  /**
   * From now on the store has the first core to itself, and the other parts, with the workers that
   * are started later, have the rest.
   */
  public void giveTheStoreACore() {
    for (MeasuredProcess measuredProcess : List.copyOf(parts.values())) {
      if (measuredProcess == store) {
        CpuPinning.first(measuredProcess.pid());
      } else {
        CpuPinning.others(measuredProcess.pid());
      }
    }
    storeHasACore = true;
  }

  /** Starts a worker and does not wait for it. */
  public MeasuredProcess launchWorker(String name, Map<String, String> settings) {
    MeasuredProcess worker = serviceLauncher.launch(name, settings);
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
  public MeasuredProcess startApi(String name, Path ledger, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("sunpress.ledger.directory", ledger.toString());
    all.putAll(settings);
    MeasuredProcess api = serviceLauncher.launchApi(name, all);
    synchronized (parts) {
      parts.put(name, api);
    }
    serviceLauncher.awaitReady(api);
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
    MeasuredProcess ledger =
        begin(
            name,
            LedgerProcess.class,
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
  public MeasuredProcess startBaseline(String name, Topics ownTopics, int threads) {
    installation(ownTopics).createTopics();
    MeasuredProcess baseline = serviceLauncher.startBaseline(name, ownTopics, topics(), threads);
    synchronized (parts) {
      parts.put(name, baseline);
    }
    return baseline;
  }

  /** How many requests the workers have not committed yet. */
  public long backlog() {
    return UncommittedRecords.of(
        bootstrapServers, List.of(topics().requests(), topics().bulkRequests()));
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
  public RequestValidator judge() {
    return BenchInstallation.judge();
  }

  /** Everything in the bucket, read back. */
  public List<StoredObject> pictures() {
    return BucketReader.all(storageClient());
  }

  /** How many pictures a second the S3 server takes from someone who does nothing else. */
  public double putRate(Duration time, long seed) {
    if (storeHasACore) {
      CpuPinning.others(ProcessHandle.current().pid());
    }
    return PutRate.of(storageClient(), time, seed);
  }

  private LocalInstallation installation(Topics names) {
    return BenchInstallation.at(bootstrapServers, storage, names);
  }

  private MinioClient storageClient() {
    return MinioClient.builder()
        .endpoint(storage.toString())
        .credentials(
            BenchInstallation.STORAGE.user().reveal(), BenchInstallation.STORAGE.secret().reveal())
        .region("us-east-1")
        .build();
  }

  /** What the living parts have used. */
  public ResourceUsage usage() {
    Map<String, ResourceUsage.OfProcess> resourceUsage = new LinkedHashMap<>();
    synchronized (parts) {
      parts.values().stream()
          .filter(MeasuredProcess::isAlive)
          .forEach(
              measuredProcess ->
                  resourceUsage.put(measuredProcess.name(), measuredProcess.usage()));
    }
    return new ResourceUsage(resourceUsage);
  }

  @Override
  public void close() {
    jvmLauncher.close();
  }

  private MeasuredProcess begin(String name, Class<?> main, String... arguments) {
    return begin(name, main, JvmOptions.PLAIN, arguments);
  }

  private MeasuredProcess begin(
      String name, Class<?> main, JvmOptions options, String... arguments) {
    MeasuredProcess measuredProcess =
        new MeasuredProcess(
            name,
            jvmLauncher.start(name.replace(' ', '-'), main, options, List.of(arguments)),
            Optional.empty());
    parts.put(name, measuredProcess);
    return measuredProcess;
  }
}
