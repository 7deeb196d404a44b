package io.sunpress.api.anqicms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.api.testing.Installation;
import io.sunpress.api.web.AnqicmsEnvelope;
import io.sunpress.api.web.JsonBody;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.request.RequestValidator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AnqicmsRequestTest {
  private static final long SEED = 20261122;
  private static final List<String> SECTIONS =
      List.of("pages", "subpackages/mall/pages", "packageA/pages", "pkg_shop/pages");
  private static final List<String> PAGES =
      List.of("product/detail", "goods/info", "shop/index", "coupon/receive", "activity/sign-up");
  private static final List<Function<Random, String>> SCENES =
      List.of(
          random -> "product_id=" + random.nextInt(10_000_000),
          random -> "id=" + random.nextInt(100_000) + "&c=" + random.nextInt(1_000),
          random -> "sku:" + Long.toString(random.nextLong() >>> 1, 36),
          random ->
              "t"
                  + random.nextInt(500)
                  + "_p"
                  + random.nextInt(99_999)
                  + "_u"
                  + random.nextInt(999_999),
          random -> Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
          random -> "a=1,b=" + random.nextInt(9) + ";ref=~shop." + random.nextInt(1_000));

  @Test
  void takesTenThousandRealisticProductsWithoutRefusal() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    RequestValidator requestValidator = Installation.judge();
    Set<String> ids = new HashSet<>();
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ObjectNode json = JsonBody.object();
      String page =
          (random.nextBoolean() ? "/" : "")
              + SECTIONS.get(random.nextInt(SECTIONS.size()))
              + "/"
              + PAGES.get(random.nextInt(PAGES.size()));
      String scene = SCENES.get(random.nextInt(SCENES.size())).apply(random);
      json.put("path", page);
      json.put("scene", scene);
      AnqicmsRequest request =
          AnqicmsRequest.of(JsonBody.readObject(JsonBody.write(json)).orElseThrow());
      assertThat(request.refusal()).isEmpty();
      ids.add(
          requestValidator
              .judge(request.message())
              .fold(
                  question -> question.id().value(),
                  refused -> {
                    throw new AssertionError(json + ": " + refused.refusal().detail());
                  }));
      asked.add((page.startsWith("/") ? page.substring(1) : page) + "\n" + scene);
    }
    assertThat(ids).hasSameSizeAs(asked);
  }

  @Test
  void everyRefusalHasAnAnswerInChinese() {
    for (RequestField requestField : RequestField.values()) {
      for (ValidationErrorReason validationErrorReason : ValidationErrorReason.values()) {
        AnqicmsEnvelope envelope =
            RefusalEnvelopes.envelope(
                new ValidationError(requestField, validationErrorReason, "x", "detail"));
        assertThat(envelope.code()).isIn(-1, 1002, 3001, 3002);
        assertThat(envelope.msg())
            .as("%s %s", requestField, validationErrorReason)
            .matches(".*\\p{IsHan}.*");
      }
    }
  }

  @Test
  void whatIsNoObjectIsNotRead() {
    for (String body : new String[] {"", " ", "[]", "1", "nul", "{", "{\"a\":1}{}", "path=a"}) {
      assertThat(JsonBody.readObject(body.getBytes(UTF_8))).as(body).isEmpty();
    }
    assertThat(JsonBody.readObject(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
        .isEmpty();
  }
}
