package io.sunpress.cli.key;

import io.sunpress.api.auth.ApiKeyFormat;
import io.sunpress.cli.command.Arguments;
import io.sunpress.secret.Secret;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code new-key --id=shop}: makes a key and prints it once. */
@Command(name = "new-key", description = "Makes an API key, and the settings that admit it.")
public final class NewKeyCommand implements Runnable {
  private static final int MAX_RATE = 6_000_000;
  private static final int MAX_INDEX = 9_999;

  private final List<String> settings;
  private final RandomGenerator random;

  @Spec private CommandSpec spec;

  @Option(
      names = "--id",
      required = true,
      paramLabel = "shop",
      description = "The key's name, which it begins with: a-z 0-9 -, at most 32.")
  private String id;

  @Option(
      names = "--apps",
      paramLabel = "wx…,wx…",
      description = "The mini-programs that it may be used for.")
  private Optional<String> apps = Optional.empty();

  @Option(
      names = "--roles",
      paramLabel = "ROLE,ROLE",
      defaultValue = "submit,read",
      description = "What it may do: submit, read, operate (${DEFAULT-VALUE}).")
  private String roles;

  @Option(names = "--rate", paramLabel = "600", description = "Requests a minute; 0: no limit.")
  private Optional<Integer> rate = Optional.empty();

  @Option(
      names = "--index",
      paramLabel = "N",
      defaultValue = "0",
      description = "Its place in sunpress.keys, counted from 0.")
  private int index;

  /**
   * @param settings none: they have no meaning here
   * @param random must be one for secrets
   */
  public NewKeyCommand(List<String> settings, RandomGenerator random) {
    this.settings = List.copyOf(settings);
    this.random = random;
  }

  /** What the API would not start with is refused before somebody copies it. */
  @Override
  public void run() {
    require(settings.isEmpty(), "new-key takes no settings");
    require(id.matches(ApiKeyFormat.ID), "--id needs a name made of a-z 0-9 -");
    require(isList(roles, "submit|read|operate"), "--roles are submit, read, operate, with commas");
    require(
        apps.filter(list -> !isList(list, "wx[0-9a-f]{16}")).isEmpty(),
        "--apps are appids, wx and 16 digits of 0-9a-f, with commas");
    requireBetween("--rate", rate.orElse(0), MAX_RATE);
    requireBetween("--index", index, MAX_INDEX);
    print(spec.commandLine().getOut(), ApiKeyFormat.make(id, random));
  }

  private void require(boolean valid, String sentence) {
    Arguments.require(valid, spec, sentence);
  }

  private void requireBetween(String option, int number, int most) {
    require(number >= 0 && number <= most, option + " is a number from 0 to " + most);
  }

  private static boolean isList(String text, String one) {
    return text.matches("(%1$s)(,(%1$s))*".formatted(one));
  }

  private void print(PrintWriter out, Secret key) {
    String place = "sunpress.keys[" + index + "].";
    out.println("The key, for whoever is to use it. It is shown this once and kept nowhere:");
    out.println();
    out.println(key.reveal());
    out.println();
    out.println("The settings, for the API:");
    out.println();
    out.println(place + "id=" + id);
    out.println(place + "sha256=" + HexFormat.of().formatHex(ApiKeyFormat.hash(key)));
    out.println(place + "apps=" + apps.orElse("wx…"));
    out.println(place + "roles=" + roles);
    rate.ifPresent(limit -> out.println(place + "rate=" + limit));
  }
}
