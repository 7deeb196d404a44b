package io.sunpress;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIds;
import io.sunpress.code.CodeKind;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.IdKey;
import io.sunpress.code.Revision;
import io.sunpress.intake.App;
import io.sunpress.intake.Apps;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Judgement;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.RequestIds;
import io.sunpress.secret.Secret;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** The installation that the tests speak of: one key, two apps, the first of them the default. */
public final class Examples {
  public static final IdKey KEY = IdKey.of(Secret.of("golden-test-key-0123456789-abcdefghij"));
  public static final AppId APP = new AppId("wx0123456789abcdef");
  public static final AppId OTHER_APP = new AppId("wxfedcba9876543210");

  private Examples() {}

  /** A judge of apps that may ask for everything. */
  public static Judge judge() {
    Apps apps =
        new Apps(
            java.util.List.of(everythingAllowed(APP), everythingAllowed(OTHER_APP)),
            Optional.of(APP));
    return new Judge(apps, new CodeIds(KEY), new RequestIds(Clock.systemUTC()));
  }

  public static App everythingAllowed(AppId id) {
    return new App(
        id,
        Optional.empty(),
        Revision.NONE,
        Set.of(CodeKind.values()),
        Set.of(EnvVersion.values()));
  }

  /** Judges what must be valid. */
  public static Question question(GenerateCode message) {
    Judgement judgement = judge().judge(message);
    return judgement.fold(
        valid -> valid,
        refused -> {
          throw new AssertionError("refused: " + refused.refusal());
        });
  }
}
