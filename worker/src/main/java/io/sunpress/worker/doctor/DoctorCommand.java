package io.sunpress.worker.doctor;

import io.sunpress.code.AppId;
import io.sunpress.code.IdKey;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.PagePath;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.settings.AppProperties;
import io.sunpress.settings.AppsProperties;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.settings.StorageProperties;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.storage.S3Storage;
import io.sunpress.topic.Topics;
import io.sunpress.worker.command.Arguments;
import io.sunpress.worker.command.CommandSettings;
import io.sunpress.worker.command.UsageException;
import io.sunpress.worker.wechat.WeChatProperties;
import io.sunpress.worker.wechat.diagnostics.WeChatDiagnostics;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.BeansException;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code doctor}: a line, or one in each language, for everything that a worker needs. */
public final class DoctorCommand {
  /** What calls it. */
  public static final String NAME = "doctor";

  private static final String USAGE =
      """
      usage: java -jar worker.jar doctor [options] [--sunpress.…=… as for the worker]
        --app=wx…                  the mini-program; the default app where none is named
        --page=pages/index/index   is drawn once: one call of the quota, nothing is kept
        --lang=zh|en               both where none is named""";

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  /**
   * @param out for the findings
   * @param err for what keeps them from coming
   * @param clock the machine's, that is compared with others
   */
  public DoctorCommand(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /**
   * Looks at everything.
   *
   * @param given what follows the command's name
   * @return 0; 1 where something fails; 2 where it was called wrongly
   */
  public int run(List<String> given) {
    try {
      Arguments arguments = Arguments.parse(given, Set.of("app", "page", "lang"), Set.of());
      if (!arguments.words().isEmpty()) {
        throw new UsageException("doctor takes no " + arguments.words().get(0));
      }
      return run(
          arguments.option("app").map(AppId::new),
          arguments.option("page").map(PagePath::new),
          language(arguments.option("lang").orElse("")),
          arguments.settings());
    } catch (InvalidValueException | UsageException e) {
      err.println(e.getMessage());
      err.println(USAGE);
      return 2;
    } catch (BeansException e) {
      err.println("The settings can't be used: " + CommandSettings.causeOf(e));
      return 1;
    }
  }

  private static DoctorLanguage language(String word) {
    return switch (word) {
      case "" -> DoctorLanguage.BOTH;
      case "en" -> DoctorLanguage.EN;
      case "zh" -> DoctorLanguage.ZH;
      default -> throw new UsageException("--lang is zh or en");
    };
  }

  private int run(
      Optional<AppId> app,
      Optional<PagePath> page,
      DoctorLanguage doctorLanguage,
      List<String> settings) {
    try (ConfigurableApplicationContext beans = CommandSettings.open(settings)) {
      List<Finding> findings = new ArrayList<>();
      List<Supplier<List<Finding>>> exams =
          List.of(
              () -> wechat(beans, app, page),
              () -> store(beans),
              () -> topics(beans),
              () -> clock(beans));
      for (Supplier<List<Finding>> exam : exams) {
        List<Finding> found = guarded(exam);
        found.forEach(finding -> doctorLanguage.lines(finding).forEach(out::println));
        findings.addAll(found);
      }
      return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL) ? 1 : 0;
    }
  }

  /** A wrong setting keeps nobody from hearing about the rest. */
  private static List<Finding> guarded(Supplier<List<Finding>> exam) {
    try {
      return exam.get();
    } catch (BeansException e) {
      return List.of(Finding.fail("settings", "%s", "设置有误：%s", CommandSettings.causeOf(e)));
    }
  }

  private List<Finding> wechat(
      ConfigurableApplicationContext beans, Optional<AppId> named, Optional<PagePath> page) {
    Optional<AppId> app = named.or(() -> beans.getBean(ConfiguredApps.class).defaultApp());
    Optional<AppProperties> settings =
        beans.getBean(AppsProperties.class).apps().stream()
            .filter(each -> app.filter(each.appId()::equals).isPresent())
            .findFirst();
    if (settings.isEmpty()) {
      return List.of(
          Finding.fail(
              "app",
              "%s is not in sunpress.apps: name one of them with --app",
              "%s 不在 sunpress.apps 中：请用 --app 指定其中之一",
              app.map(AppId::value).orElse("-")));
    }
    return wechat(beans.getBean(WeChatProperties.class), settings.get(), page);
  }

  private List<Finding> wechat(
      WeChatProperties wechat, AppProperties app, Optional<PagePath> page) {
    TokenSourceSettings origin;
    try {
      origin = app.tokens();
    } catch (IllegalStateException e) {
      return List.of(Finding.fail("settings", "%s", "设置有误：%s", e.getMessage()));
    }
    try (WeChatDiagnostics weChatDiagnostics =
        new WeChatDiagnostics(wechat, app.appId(), origin, clock)) {
      return new WeChatExam(weChatDiagnostics, app.appId(), Issuer.of(app.appId(), origin), page)
          .findings();
    }
  }

  private static List<Finding> store(ConfigurableApplicationContext beans) {
    return new StoreExam(
            beans.getBean(S3Storage.class),
            beans.getBean(StorageProperties.class),
            beans.getBean(IdKey.class))
        .findings();
  }

  private static List<Finding> topics(ConfigurableApplicationContext beans) {
    return new TopicsExam(beans.getBean(KafkaClientFactory.class), beans.getBean(Topics.class))
        .findings();
  }

  private List<Finding> clock(ConfigurableApplicationContext beans) {
    return new ClockExam(
            clock,
            List.of(
                beans.getBean(WeChatProperties.class).url(),
                beans.getBean(StorageProperties.class).endpoint()))
        .findings();
  }
}
