package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.worker.wechat.WeChatProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.util.unit.DataSize;

/** Pins every key and every default: a renamed key is a broken installation. */
class WorkerPropertiesTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Bound.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({WorkerProperties.class, WeChatProperties.class})
  static class Bound {}

  private static final WorkerProperties WORKER =
      new WorkerProperties(
          256, 4096, Duration.ofSeconds(25), Duration.ofMinutes(1), Duration.ofMinutes(5));

  private static final WeChatProperties WECHAT =
      new WeChatProperties(
          URI.create("https://api.weixin.qq.com"),
          null,
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          DataSize.ofMegabytes(2),
          null,
          null,
          "");

  @Test
  void haveTheseDefaults() {
    runner.run(
        context -> {
          assertThat(context.getBean(WorkerProperties.class)).isEqualTo(WORKER);
          assertThat(context.getBean(WeChatProperties.class)).isEqualTo(WECHAT);
        });
  }

  @Test
  void areRepeatedInTheFileAsTheyAre() throws Exception {
    Properties file =
        PropertiesLoaderUtils.loadProperties(new ClassPathResource("sunpress-worker.properties"));
    String[] ours =
        file.stringPropertyNames().stream()
            .filter(name -> name.startsWith("sunpress."))
            .map(name -> name + "=" + file.getProperty(name))
            .toArray(String[]::new);
    assertThat(ours).hasSizeGreaterThan(10);
    runner
        .withPropertyValues(ours)
        .run(
            context -> {
              assertThat(context.getBean(WorkerProperties.class)).isEqualTo(WORKER);
              assertThat(context.getBean(WeChatProperties.class)).isEqualTo(WECHAT);
            });
  }

  @Test
  void haveTheseKeys() {
    runner
        .withPropertyValues(
            "sunpress.worker.in-flight=7",
            "sunpress.worker.window=8",
            "sunpress.worker.drain-timeout=9s",
            "sunpress.worker.throttle-pause=10s",
            "sunpress.worker.address-refused-pause=11s",
            "sunpress.wechat.url=http://simulator:8090",
            "sunpress.wechat.fallback-url=http://other:8090",
            "sunpress.wechat.connect-timeout=1s",
            "sunpress.wechat.call-timeout=2s",
            "sunpress.wechat.max-reply=3MB",
            "sunpress.wechat.proxy=socks5://way-out:1080",
            "sunpress.wechat.proxy-credentials-file=/run/proxy",
            "sunpress.wechat.ssl-bundle=company")
        .run(
            context -> {
              assertThat(context.getBean(WorkerProperties.class))
                  .isEqualTo(
                      new WorkerProperties(
                          7,
                          8,
                          Duration.ofSeconds(9),
                          Duration.ofSeconds(10),
                          Duration.ofSeconds(11)));
              assertThat(context.getBean(WeChatProperties.class))
                  .isEqualTo(
                      new WeChatProperties(
                          URI.create("http://simulator:8090"),
                          URI.create("http://other:8090"),
                          Duration.ofSeconds(1),
                          Duration.ofSeconds(2),
                          DataSize.ofMegabytes(3),
                          URI.create("socks5://way-out:1080"),
                          Path.of("/run/proxy"),
                          "company"));
            });
  }

  @Test
  void refuseWhatIsOutOfBounds() {
    for (String wrong :
        new String[] {
          "sunpress.worker.in-flight=0",
          "sunpress.worker.window=0",
          "sunpress.worker.drain-timeout=1ms",
          "sunpress.wechat.call-timeout=2m",
          "sunpress.wechat.connect-timeout=1ms",
          "sunpress.wechat.max-reply=lots"
        }) {
      runner.withPropertyValues(wrong).run(c -> assertThat(c).as(wrong).hasFailed());
    }
  }
}
