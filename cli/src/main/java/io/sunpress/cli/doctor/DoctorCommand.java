package io.sunpress.cli.doctor;

import io.sunpress.cli.command.SettingsContext;
import io.sunpress.code.AppId;
import io.sunpress.code.IdKey;
import io.sunpress.code.PagePath;
import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.settings.StorageProperties;
import io.sunpress.settings.TlsTrust;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.settings.TopicsProperties;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.S3Storage;
import io.sunpress.topic.Topics;
import io.sunpress.worker.source.SourcesBinder;
import io.sunpress.worker.source.WorkerAccess;
import io.sunpress.worker.wechat.WeChatProperties;
import io.sunpress.worker.wechat.diagnostics.WeChatDiagnostics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.springframework.beans.BeansException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: a line, or one in each language, for everything that a worker needs. */
@Command(
    name = "doctor",
    description = "Checks everything that a worker needs, and advises what to do.",
    footer = {"", SettingsContext.FOOTER})
public final class DoctorCommand implements Callable<Integer> {
  private final List<String> settings;
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--app",
      paramLabel = "wx…",
      description = "The mini-program; by default the default app.")
  private Optional<AppId> app = Optional.empty();

  @Option(
      names = "--page",
      paramLabel = "pages/index/index",
      description = "A page to draw once: one call of the quota, nothing is kept.")
  private Optional<PagePath> page = Optional.empty();

  @Option(names = "--lang", paramLabel = "zh|en", description = "One language instead of both.")
  private Optional<FindingLanguage> language = Optional.empty();

  /**
   * @param settings the worker's
   * @param clock the machine's, to be compared with others
   */
  public DoctorCommand(List<String> settings, Clock clock) {
    this.settings = List.copyOf(settings);
    this.clock = clock;
  }

  /** Returns 1 if anything will fail. */
  @Override
  public Integer call() {
    try (ConfigurableApplicationContext beans = SettingsContext.open(settings)) {
      List<Supplier<List<HealthFinding>>> checks =
          List.of(
              () -> wechat(beans),
              () -> store(beans),
              () -> publicUrl(beans),
              () -> topics(beans),
              () -> clock(beans));
      List<HealthFinding> findings = new ArrayList<>();
      for (Supplier<List<HealthFinding>> check : checks) {
        List<HealthFinding> found = guarded(check);
        found.forEach(this::print);
        findings.addAll(found);
      }
      return findings.stream().anyMatch(finding -> finding.level() == FindingLevel.FAIL) ? 1 : 0;
    }
  }

  private void print(HealthFinding finding) {
    language
        .map(List::of)
        .orElseGet(() -> List.of(FindingLanguage.values()))
        .forEach(each -> spec.commandLine().getOut().println(finding.in(each)));
  }

  /** A wrong setting keeps nobody from the other findings. */
  private static List<HealthFinding> guarded(Supplier<List<HealthFinding>> check) {
    try {
      return check.get();
    } catch (BeansException e) {
      return List.of(HealthFinding.fail("settings.wrong", SettingsContext.causeOf(e)));
    }
  }

  private Optional<AppId> appId(ConfigurableApplicationContext beans) {
    return app.or(() -> beans.getBean(ConfiguredApps.class).defaultApp());
  }

  private List<HealthFinding> wechat(ConfigurableApplicationContext beans) {
    Optional<AppId> named = appId(beans);
    return beans.getBean(AppsProperties.class).apps().stream()
        .filter(each -> named.filter(each.appId()::equals).isPresent())
        .findFirst()
        .map(each -> wechat(beans, each))
        .orElseGet(
            () -> List.of(HealthFinding.fail("app.unknown", named.map(AppId::value).orElse("-"))));
  }

  private List<HealthFinding> wechat(
      ConfigurableApplicationContext beans, AppProperties configured) {
    WeChatProperties wechat = beans.getBean(WeChatProperties.class);
    Optional<TlsTrust> trust = wechat.trust(beans.getBean(SslBundles.class));
    TokenSourceSettings origin;
    try {
      origin = configured.tokens();
    } catch (IllegalStateException e) {
      return List.of(HealthFinding.fail("settings.wrong", e.getMessage()));
    }
    AppId appId = configured.appId();
    try (WeChatDiagnostics diagnostics =
        new WeChatDiagnostics(wechat, trust, appId, origin, clock)) {
      return new WeChatHealthCheck(diagnostics, appId, TokenFindings.of(appId, origin), page)
          .findings();
    }
  }

  private static List<HealthFinding> store(ConfigurableApplicationContext beans) {
    return new StoreHealthCheck(
            beans.getBean(S3Storage.class),
            beans.getBean(StorageProperties.class),
            beans.getBean(IdKey.class))
        .findings();
  }

  private List<HealthFinding> publicUrl(ConfigurableApplicationContext beans) {
    ImageStore images = beans.getBean(S3Storage.class).images();
    PictureUrlBuilder urls = beans.getBean(PictureUrlBuilder.class);
    return appId(beans)
        .map(each -> new PublicUrlHealthCheck(images, urls, each).finding())
        .map(List::of)
        .orElseGet(() -> List.of(HealthFinding.unchecked("public-url", "app")));
  }

  private static List<HealthFinding> topics(ConfigurableApplicationContext beans) {
    Topics topics = beans.getBean(Topics.class);
    return new TopicsHealthCheck(
            beans.getBean(KafkaClientFactory.class),
            topics,
            WorkerAccess.of(topics, SourcesBinder.bind(beans.getEnvironment())),
            beans.getBean(TopicsProperties.class).create())
        .findings();
  }

  private List<HealthFinding> clock(ConfigurableApplicationContext beans) {
    return new ClockHealthCheck(
            clock,
            List.of(
                beans.getBean(WeChatProperties.class).url(),
                beans.getBean(StorageProperties.class).endpoint()))
        .findings();
  }
}
