package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.Api;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.TestWorker;
import org.junit.jupiter.api.Test;

class FirstLightTest {
  @Test
  void answersTheDocumentedCallAndServesThePicture() throws InterruptedException {
    Installation installation = Installation.shared().withTopics();
    try (TestWorker worker = TestWorker.start(installation);
        Api api = Api.ready(installation)) {
      String body =
          api.post(
                  "/api/weapp/qrcode",
                  "{\"path\":\"/pages/product/detail\",\"scene\":\"product_id=123\"}")
              .body();
      assertThat(body).startsWith("{\"code\":0,\"msg\":\"\",\"data\":\"" + Installation.PUBLIC_URL);
      String path =
          body.substring(
              body.indexOf(Installation.PUBLIC_URL) + Installation.PUBLIC_URL.length(),
              body.indexOf("\"}"));
      assertThat(api.get(path).body()).startsWith("picture of ");
      assertThat(worker.seen()).hasSize(1);
    }
  }
}
