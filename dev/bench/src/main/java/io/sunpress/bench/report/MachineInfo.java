package io.sunpress.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;
import org.springframework.boot.SpringBootVersion;

/**
 * Where a figure comes from.
 *
 * @param cores that this process may use
 * @param memoryBytes of the machine
 * @param processor its name
 * @param kernel name and version
 * @param jdk vendor and version; all JVMs of a run are of this one
 * @param loadBefore processes that wanted to run in the minute before; not ours
 * @param versions of what the parts are made of
 */
public record MachineInfo(
    int cores,
    long memoryBytes,
    String processor,
    String kernel,
    String jdk,
    double loadBefore,
    Map<String, String> versions) {
  private static final double IDLE = 0.25;

  public MachineInfo {
    Objects.requireNonNull(processor, "processor");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(jdk, "jdk");
    versions = Map.copyOf(versions);
  }

  /** This one, now. */
  public static MachineInfo here() {
    return new MachineInfo(
        Runtime.getRuntime().availableProcessors(),
        1024 * Long.parseLong(procLine("meminfo", "MemTotal").replaceAll("\\D", "")),
        procLine("cpuinfo", "model name"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()),
        new TreeMap<>(
            Map.of(
                "Kafka", AppInfoParser.getVersion(),
                "Spring Boot", String.valueOf(SpringBootVersion.getVersion()),
                "s3proxy", version("org.gaul", "s3proxy"),
                "OkHttp", okhttp3.OkHttp.VERSION,
                "WxJava", version("com.github.binarywang", "weixin-java-miniapp"))));
  }

  /** Whether others used the processors while this began: figures are worth little then. */
  boolean wasBusy() {
    return loadBefore > IDLE * cores;
  }

  private static String procLine(String file, String name) {
    try (var lines = Files.lines(Path.of("/proc", file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    } catch (IOException e) {
      return "0";
    }
  }

  private static String version(String group, String artefact) {
    String path = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artefact);
    try (InputStream in = MachineInfo.class.getResourceAsStream(path)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
