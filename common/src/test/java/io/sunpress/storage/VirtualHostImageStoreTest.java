package io.sunpress.storage;

import io.sunpress.parts.LocalS3;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On a server that knows buckets by their host names. */
class VirtualHostImageStoreTest extends ImageStoreContract {
  private static final String HOST = "s3.test";

  private static LocalS3 server;

  @BeforeAll
  static void start(@TempDir Path dir) {
    server = LocalS3.startVirtualHost(dir, HOST, "local-access-key", "local-secret-key");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  URI endpoint() {
    return URI.create("http://" + HOST + ":" + server.port());
  }

  @Override
  String accessKey() {
    return "local-access-key";
  }

  @Override
  String secretKey() {
    return "local-secret-key";
  }

  @Override
  AddressingStyle style() {
    return AddressingStyle.VIRTUAL_HOST;
  }

  @Override
  OkHttpClient.Builder http() {
    return new OkHttpClient.Builder().dns(host -> List.of(InetAddress.getLoopbackAddress()));
  }
}
