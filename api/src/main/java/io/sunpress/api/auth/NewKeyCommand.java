package io.sunpress.api.auth;

import io.sunpress.secret.Secret;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** {@code java -jar api.jar new-key --id=shop}: makes a key and shows it once. */
public final class NewKeyCommand {
  /** The first argument that means this command. */
  public static final String NAME = "new-key";

  private static final int DONE = 0;
  private static final int CALLED_WRONGLY = 2;
  private static final Set<String> OPTIONS = Set.of("id", "apps", "roles", "rate", "index");
  private static final String USAGE =
      """
      usage: java -jar api.jar new-key --id=shop [--apps=wx…,wx…] [--roles=submit,read,operate]
                                       [--rate=600] [--index=0]
      --id     what the key begins with: a-z 0-9 -, 32 at most
      --apps   the mini-programs that it may be used for
      --roles  what it may do: submit,read where none is named
      --rate   requests a minute; 0: no limit
      --index  its place in sunpress.keys, counted from 0
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final RandomGenerator random;

  /**
   * @param random must be one for secrets
   */
  public NewKeyCommand(PrintStream out, PrintStream err, RandomGenerator random) {
    this.out = out;
    this.err = err;
    this.random = random;
  }

  /**
   * Runs it.
   *
   * @return its exit code: 0, or 2 where it was called wrongly
   */
  public int run(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      String name = pair[0].startsWith("--") ? pair[0].substring(2) : "";
      if (pair.length < 2 || !OPTIONS.contains(name) || options.put(name, pair[1]) != null) {
        return wrong("not an option, or twice: " + pair[0]);
      }
    }
    Optional<String> mistake = mistake(options);
    if (mistake.isPresent()) {
      return wrong(mistake.get());
    }
    print(options, ApiKeyFormat.make(options.get("id"), random));
    return DONE;
  }

  /** What the API would refuse to start with is told before somebody copies it. */
  private static Optional<String> mistake(Map<String, String> options) {
    if (!options.getOrDefault("id", "").matches(ApiKeyFormat.ID)) {
      return Optional.of("--id needs a name made of a-z 0-9 -");
    }
    if (!options.getOrDefault("rate", "0").matches("[0-9]{1,7}")
        || !options.getOrDefault("index", "0").matches("[0-9]{1,4}")) {
      return Optional.of("--rate and --index are numbers");
    }
    if (!isListOf("submit|read|operate", options.getOrDefault("roles", "read"))) {
      return Optional.of("--roles are submit, read, operate, with commas between them");
    }
    if (options.containsKey("apps") && !isListOf("wx[0-9a-f]{16}", options.get("apps"))) {
      return Optional.of("--apps are appids, wx and 16 digits of 0-9a-f, with commas between them");
    }
    return Optional.empty();
  }

  private static boolean isListOf(String one, String words) {
    return words.matches("(%1$s)(,(%1$s))*".formatted(one));
  }

  private void print(Map<String, String> options, Secret key) {
    String place = "sunpress.keys[" + options.getOrDefault("index", "0") + "].";
    out.println("The key, for whoever is to use it. It is shown this once and kept nowhere:");
    out.println();
    out.println(key.reveal());
    out.println();
    out.println("The settings, for the API:");
    out.println();
    out.println(place + "id=" + options.get("id"));
    out.println(place + "sha256=" + HexFormat.of().formatHex(ApiKeyFormat.hash(key)));
    out.println(place + "apps=" + options.getOrDefault("apps", "wx…"));
    out.println(place + "roles=" + options.getOrDefault("roles", "submit,read"));
    if (options.containsKey("rate")) {
      out.println(place + "rate=" + options.get("rate"));
    }
  }

  private int wrong(String what) {
    err.println(what);
    err.print(USAGE);
    return CALLED_WRONGLY;
  }
}
