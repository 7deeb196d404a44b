package io.sunpress.bench.harness;

import io.sunpress.bench.measure.GcLog;
import io.sunpress.parts.ChildJvm;
import io.sunpress.parts.JavaCommand;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The other JVMs of a run. They are made of the same jar or class path as this one, and end with
 * this object, or with this JVM.
 */
final class JvmLauncher implements AutoCloseable {
  private final RunDirectory place;
  private final Deque<ChildJvm> running = new ArrayDeque<>();
  private final Map<String, Integer> started = new HashMap<>();

  JvmLauncher(RunDirectory place) {
    this.place = place;
  }

  /**
   * Starts one.
   *
   * @param name of its output file; the second of one name gets a number
   * @param jvm the options of its virtual machine
   */
  synchronized ChildJvm start(String name, Class<?> main, JvmOptions jvm, List<String> arguments) {
    Path output = place.output(unique(name));
    ChildJvm child =
        command(main)
            .jvmArgs(jvm.options().toArray(String[]::new))
            .jvmArgs(GcLog.option(collections(output)))
            .args(arguments.toArray(String[]::new))
            .start(output);
    running.push(child);
    return child;
  }

  /** Where a child with this output logs its collections. */
  static Path collections(Path output) {
    return output.resolveSibling(output.getFileName() + ".gc");
  }

  private String unique(String name) {
    int starts = started.merge(name, 1, Integer::sum);
    return starts == 1 ? name : name + "-" + starts;
  }

  /** The last started are ended first. */
  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }

  private static JavaCommand command(Class<?> main) {
    return isExecutableJar()
        ? JavaCommand.jar(Path.of(System.getProperty("java.class.path")))
            .jvmArgs("-Dloader.main=" + main.getName())
        : JavaCommand.main(main);
  }

  /** In the executable jar a launcher's class loader has loaded us, for the whole jar. */
  private static boolean isExecutableJar() {
    return JvmLauncher.class.getClassLoader() != ClassLoader.getSystemClassLoader();
  }
}
