package io.sunpress.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line for another JVM of the same JDK as this one. Each method gives a new command.
 *
 * @param jvmArgs options of the JVM, such as {@code -Xmx64m}
 * @param target what it runs: {@code -jar} and a file, or {@code -cp}, a path and a class
 * @param args the program's own arguments
 * @param env variables added to the environment of this process
 */
public record JavaCommand(
    List<String> jvmArgs, List<String> target, List<String> args, Map<String, String> env) {

  /** Copies. */
  public JavaCommand {
    jvmArgs = List.copyOf(jvmArgs);
    target = List.copyOf(target);
    args = List.copyOf(args);
    env = Map.copyOf(env);
  }

  /** Runs an executable jar. */
  public static JavaCommand jar(Path jar) {
    return new JavaCommand(List.of(), List.of("-jar", jar.toString()), List.of(), Map.of());
  }

  /** Runs a class with the class path of this JVM. */
  public static JavaCommand main(Class<?> main) {
    var target = List.of("-cp", System.getProperty("java.class.path"), main.getName());
    return new JavaCommand(List.of(), target, List.of(), Map.of());
  }

  /** With these options of the JVM after the ones it has. */
  public JavaCommand jvmArgs(String... more) {
    return new JavaCommand(joined(jvmArgs, more), target, args, env);
  }

  /** With these arguments of the program after the ones it has. */
  public JavaCommand args(String... more) {
    return new JavaCommand(jvmArgs, target, joined(args, more), env);
  }

  /** With this environment variable. */
  public JavaCommand env(String name, String value) {
    Map<String, String> more = new HashMap<>(env);
    more.put(name, value);
    return new JavaCommand(jvmArgs, target, args, more);
  }

  /**
   * Starts it.
   *
   * @param output the file that its output and error output go to, replaced if it exists
   */
  public ChildJvm start(Path output) {
    return ChildJvm.start(this, output);
  }

  /** What it runs and the names of variables: arguments and values may be secrets. */
  @Override
  public String toString() {
    return "JavaCommand[" + target.get(target.size() - 1) + ", env " + env.keySet() + "]";
  }

  ProcessBuilder process() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmArgs);
    line.addAll(target);
    line.addAll(args);
    var process = new ProcessBuilder(line).redirectErrorStream(true);
    process.environment().putAll(env);
    return process;
  }

  private static List<String> joined(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all;
  }
}
