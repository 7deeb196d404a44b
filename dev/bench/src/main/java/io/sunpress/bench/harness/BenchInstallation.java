package io.sunpress.bench.harness;

import io.sunpress.code.CodeId;
import io.sunpress.installation.InstallationApp;
import io.sunpress.installation.LocalInstallation;
import io.sunpress.installation.StorageCredentials;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
import io.sunpress.topic.Topics;
import java.net.URI;
import java.util.List;

/** The names and keys of every measured installation. They open nothing but loopback. */
final class BenchInstallation {
  static final InstallationApp APP = InstallationApp.of("wxbe9c0000be9c0000", "bench-app-secret");
  static final StorageCredentials STORAGE = StorageCredentials.of("bench", "bench-storage-secret");
  static final String BUCKET = "sunpress";
  static final Secret ID_KEY = Secret.of("bench-id-key-bench-id-key-bench-id-key");

  private static final RequestValidator JUDGE =
      at("127.0.0.1:0", URI.create("http://127.0.0.1:0"), Topics.DEFAULT).validator();

  private BenchInstallation() {}

  /** On these servers. */
  static LocalInstallation at(String bootstrapServers, URI storage, Topics topics) {
    return new LocalInstallation(
        bootstrapServers,
        LocalInstallation.bucket(storage, BUCKET, STORAGE),
        topics,
        ID_KEY,
        URI.create("http://localhost:8080"),
        List.of(APP));
  }

  /** The code that a request asks for. */
  static CodeId id(CodeRequestMessage message) {
    return JUDGE
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
