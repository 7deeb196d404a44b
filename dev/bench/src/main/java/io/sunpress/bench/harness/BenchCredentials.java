package io.sunpress.bench.harness;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.IdKey;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import java.time.Clock;

/** The names and keys of every measured installation. They open nothing but loopback. */
final class BenchCredentials {
  static final String APP = "wxbe9c0000be9c0000";
  static final String APP_SECRET = "bench-app-secret";
  static final String STORAGE_USER = "bench";
  static final String STORAGE_SECRET = "bench-storage-secret";
  static final String BUCKET = "sunpress";
  static final String ID_KEY = "bench-id-key-bench-id-key-bench-id-key";

  private static final RequestValidator JUDGE =
      new RequestValidator(
          ConfiguredApps.of(ConfiguredApp.of(new AppId(APP))),
          new CodeIdGenerator(IdKey.of(Secret.of(ID_KEY))),
          new RequestIdGenerator(Clock.systemUTC()));

  private BenchCredentials() {}

  /** The code that a request asks for. */
  static CodeId id(CodeRequestMessage message) {
    return judge()
        .judge(message)
        .fold(
            question -> question.id(),
            refused -> {
              throw new IllegalArgumentException("refused: " + refused.refusal());
            });
  }

  /** Names codes as the workers do. */
  static RequestValidator judge() {
    return JUDGE;
  }
}
