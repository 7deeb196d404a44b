package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.parts.SettableClock;
import io.sunpress.secret.Secret;
import io.sunpress.settings.TokenSourceSettings;
import io.sunpress.simulator.SimulatorSettings;
import io.sunpress.simulator.WeChatSimulator;
import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.fault.SimulatedFault;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/**
 * Row 11 of the promises: tokens die at random, of every cause, under many callers; each death is
 * healed by one fetch and costs nobody his code.
 */
class TokensHealTest {
  private static final AppId APP = new AppId("wx5ca1ab1e5ca1ab1e");
  private static final int CALLERS = 16;
  private static final int MOST_TRIES = 200;

  private final long seed = Long.getLong("seed", System.nanoTime());

  /** Of WeChat and of the worker; every failed try takes its time by it. */
  private final SettableClock clock = new SettableClock();

  private final WeChatSimulator wechat =
      WeChatSimulator.start(SimulatorSettings.defaults().withClock(clock));
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  TokensHealTest() {
    wechat.addApp(SimulatedApp.of(APP.value(), "hush").withMinuteLimit(1_000_000));
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    wechat.close();
  }

  private CodeClient drawer(boolean mayForce) {
    return CodeClients.of(
        new WeChatProperties(
            wechat.baseUrl(),
            null,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            DataSize.ofMegabytes(2),
            null,
            null,
            ""),
        Map.of(APP, new TokenSourceSettings.Stable(Secret.of("hush"), mayForce)),
        clock,
        new SimpleMeterRegistry());
  }

  @Test
  void eachDeathCostsOneFetch() throws Exception {
    deaths(400);
  }

  @Test
  @Tag("long")
  void eachOf400DeathsCostsOneFetch() throws Exception {
    deaths((int) (20_000 * Double.parseDouble(System.getProperty("long.scale", "1.0"))));
  }

  private void deaths(int codes) throws Exception {
    System.out.println("TokensHealTest seed " + seed);
    Random random = new Random(seed);
    try (CodeClient codeClient = drawer(false)) {
      int deaths = 0;
      int failed = 0;
      for (int begun = 0; begun < codes; begun += 50) {
        deaths += death(random);
        failed += failed(codeClient, begun, 50);
      }
      long fetches = tokenCalls();
      System.out.printf(
          "seed %d: %d codes, %d deaths, %d fetches, %d failed%n",
          seed, codes, deaths, fetches, failed);
      assertThat(failed).as("seed %d: failed", seed).isZero();
      assertThat(fetches).as("seed %d: fetches", seed).isLessThanOrEqualTo(1 + deaths);
      assertThat(forced()).isZero();
    }
  }

  /** How many tokens die of it: a dead one that is handed out dies in the next caller's hands. */
  private int death(Random random) {
    switch (random.nextInt(4)) {
      case 0 -> wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
      case 1 -> clock.advance(Duration.ofHours(2));
      case 2 -> {
        wechat.faults().next(new SimulatedFault.SameDeadToken(), 1);
        wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
        return 2;
      }
      default -> {
        return 0;
      }
    }
    return 1;
  }

  private int failed(CodeClient codeClient, int from, int count) throws Exception {
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      String scene = "n=" + i;
      all.add(() -> isDrawn(codeClient, scene));
    }
    int failed = 0;
    for (Future<Boolean> drawn : callers.invokeAll(all)) {
      failed += drawn.get(1, TimeUnit.MINUTES) ? 0 : 1;
    }
    return failed;
  }

  private boolean isDrawn(CodeClient codeClient, String scene) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<CodeError> error =
          codeClient
              .draw(spec(scene), true, new UnlimitedCallPermit())
              .fold(drawn -> Optional.empty(), r -> Optional.of(r.error()), Optional::empty);
      if (error.isEmpty()) {
        return true;
      }
      assertThat(error.get().type()).isIn(ErrorClass.TOKEN, ErrorClass.BUSY);
      clock.advance(Duration.ofMillis(100));
    }
    return false;
  }

  /** Five minutes in which WeChat hands out nothing but dead tokens. */
  @Test
  void forcesAtMostOnceIn30SecondsWhereItMay() {
    try (CodeClient codeClient = drawer(true)) {
      wechat.faults().always(new SimulatedFault.SameDeadToken(), 1, seed);
      for (int second = 0; second < 300; second++) {
        codeClient.draw(spec("n=" + second), true, new UnlimitedCallPermit());
        clock.advance(Duration.ofSeconds(1));
      }
      System.out.printf("300 s of dead tokens: %d fetches, %d forced%n", tokenCalls(), forced());
      assertThat(forced()).isBetween(2L, 10L);
      assertThat(tokenCalls() - forced())
          .as("once a second, and once more after each forced one that was dead too")
          .isLessThanOrEqualTo(300 + forced());
      wechat.faults().clear();
      clock.advance(Duration.ofSeconds(30));
      assertThat(isDrawn(codeClient, "after")).isTrue();
    }
  }

  @Test
  void forcesOnceWhereTheSameDeadTokenComesAgain() {
    try (CodeClient codeClient = drawer(true)) {
      assertThat(isDrawn(codeClient, "first")).isTrue();
      wechat.faults().next(new SimulatedFault.RevokedToken(), 1);
      wechat.faults().next(new SimulatedFault.SameDeadToken(), 1);
      assertThat(isDrawn(codeClient, "second")).isTrue();
      assertThat(tokenCalls()).as("the first, the same again, the forced one").isEqualTo(3);
      assertThat(forced()).isEqualTo(1);
    }
  }

  private long tokenCalls() {
    return wechat.calls().where(call -> CallKind.TOKENS.contains(call.facts().kind())).size();
  }

  private long forced() {
    return wechat.calls().where(call -> call.facts().forced()).size();
  }

  private static CodeSpec spec(String scene) {
    return new CodeSpec(
        APP,
        CodeKind.UNLIMITED,
        new PagePath("pages/a"),
        Optional.of(new Scene(scene)),
        CodeStyle.DEFAULT,
        EnvVersion.RELEASE,
        CodeRevision.NONE);
  }
}
