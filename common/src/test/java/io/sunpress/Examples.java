package io.sunpress;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.IdKey;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.request.ValidationResult;
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
  public static RequestValidator judge() {
    ConfiguredApps configuredApps =
        new ConfiguredApps(
            java.util.List.of(everythingAllowed(APP), everythingAllowed(OTHER_APP)),
            Optional.of(APP));
    return new RequestValidator(
        configuredApps, new CodeIdGenerator(KEY), new RequestIdGenerator(Clock.systemUTC()));
  }

  public static ConfiguredApp everythingAllowed(AppId id) {
    return new ConfiguredApp(
        id,
        Optional.empty(),
        CodeRevision.NONE,
        Set.of(CodeKind.values()),
        Set.of(EnvVersion.values()));
  }

  /** Judges what must be valid. */
  public static CodeRequest question(CodeRequestMessage message) {
    ValidationResult validationResult = judge().judge(message);
    return validationResult.fold(
        valid -> valid,
        refused -> {
          throw new AssertionError("refused: " + refused.refusal());
        });
  }
}
