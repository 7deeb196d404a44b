package io.sunpress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.SharedInstallation;
import io.sunpress.api.testing.TopicWriter;
import io.sunpress.code.CodeId;
import io.sunpress.message.CodeRequestMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs and codes, as a client of v1 reads them again and again. */
class JobsAndCodesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(60);
  private final ApiClient api = SharedInstallation.api();

  private HttpResponse<String> ask(String scene, String... headers) {
    return api.post(
        "/v1/codes", "{\"page\":\"pages/index/index\",\"scene\":\"" + scene + "\"}", headers);
  }

  private static String id(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("id").stringValue();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void whatIsThereIsReadOnceAndThenOnlyAskedAbout() {
    String id = id(ask("reading-1", "Prefer", "wait=20"));
    for (String route : new String[] {"/v1/jobs/", "/v1/codes/"}) {
      HttpResponse<String> first = api.get(route + id);
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(header(first, "Cache-Control")).isEqualTo("private, no-cache");
      assertThat(header(first, "Vary")).contains("Accept-Language");
      String tag = header(first, "ETag");
      assertThat(tag).matches("\"[0-9a-f]{32}\"");
      for (String have : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
        HttpResponse<String> again = api.get(route + id, "If-None-Match", have);
        assertThat(again.statusCode()).as(have).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
      }
      assertThat(api.get(route + id, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
      HttpResponse<byte[]> head = api.bytes("HEAD", route + id);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(header(head, "ETag")).isEqualTo(tag);
    }
    assertThat(api.get("/v1/codes/" + id).body()).isEqualTo(api.get("/v1/jobs/" + id).body());
  }

  /** Else anybody could have the events of a campaign say that its rows are done. */
  @Test
  void whoAsksOverHttpSpeaksForNoCampaign() {
    String campaign = ",\"campaign\":{\"id\":\"spring\",\"row\":7},\"reference\":\"mine\"}";
    String v1 = "{\"page\":\"pages/campaign\",\"scene\":\"hold-v1\"" + campaign;
    String compat = "{\"path\":\"pages/campaign\",\"scene\":\"hold-compat\"" + campaign;
    assertThat(api.post("/v1/codes", v1, "Prefer", "respond-async").statusCode()).isEqualTo(202);
    assertThat(api.post("/api/weapp/qrcode", compat, "Prefer", "respond-async").statusCode())
        .isEqualTo(202);
    await().atMost(SOON).until(() -> asked("pages/campaign").size() == 2);
    assertThat(asked("pages/campaign")).allMatch(asked -> asked.campaign() == null);
    assertThat(asked("pages/campaign")).anyMatch(asked -> "mine".equals(asked.reference()));
  }

  private static List<CodeRequestMessage> asked(String page) {
    return SharedInstallation.worker().seen().stream()
        .filter(asked -> page.equals(asked.page()))
        .toList();
  }

  @Test
  void theSecondOfTwoWhoAskAtOnceIsPublishedToo() {
    String body = "{\"page\":\"pages/two\",\"scene\":\"hold-two\",\"requestId\":\"%s\"}";
    for (String name : new String[] {"mine", "yours", "mine", "yours"}) {
      HttpResponse<String> answer =
          api.post("/v1/codes", body.formatted(name), "Prefer", "respond-async");
      assertThat(answer.statusCode()).isEqualTo(202);
    }
    await().atMost(SOON).until(() -> asked("pages/two").size() >= 2);
    assertThat(asked("pages/two"))
        .extracting(CodeRequestMessage::requestId)
        .containsExactlyInAnyOrder("mine", "yours");
  }

  /** The moment that counts is the one at which the ledger reads the request back. */
  @Test
  void aJobThatWasJustAcceptedIsNeverUnknownToItsKey() {
    String key = "Bearer " + SharedInstallation.key("one");
    ApiClient guarded = SharedInstallation.guarded();
    for (int i = 0; i < 150; i++) {
      HttpResponse<String> accepted =
          guarded.post(
              "/v1/codes",
              "{\"page\":\"pages/index/index\",\"scene\":\"hold-poll-" + i + "\"}",
              "Prefer",
              "respond-async",
              "Authorization",
              key);
      assertThat(accepted.statusCode()).isEqualTo(202);
      String job = "/v1/jobs/" + id(accepted);
      List<CompletableFuture<HttpResponse<String>>> polls =
          IntStream.range(0, 8)
              .mapToObj(
                  n ->
                      guarded.sendAsync(
                          guarded
                              .request(job)
                              .header("Authorization", key)
                              .header("Prefer", "wait=0")))
              .toList();
      assertThat(polls).extracting(poll -> poll.join().statusCode()).containsOnly(200);
    }
  }

  @Test
  void aJobsTagChangesWithItsState() {
    HttpResponse<String> accepted = ask("hold-reading-2", "Prefer", "respond-async");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(header(accepted, "Preference-Applied")).isEqualTo("respond-async");
    assertThat(header(accepted, "Location")).isEqualTo("/v1/jobs/" + id(accepted));
    assertThat(header(accepted, "Retry-After")).isEqualTo("2");
    HttpResponse<String> queued = api.get("/v1/jobs/" + id(accepted));
    assertThat(header(queued, "Retry-After")).isEqualTo("2");
    String tag = header(queued, "ETag");
    assertThat(api.get("/v1/jobs/" + id(accepted), "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    SharedInstallation.worker()
        .send(TopicWriter.readyAnswer(new CodeId(id(accepted)), Instant.now()));
    await()
        .atMost(SOON)
        .until(() -> api.get("/v1/jobs/" + id(accepted), "If-None-Match", tag).statusCode() == 200);
  }

  @Test
  void aCodeIsThereOrNot() {
    HttpResponse<String> pending = ask("hold-reading-3", "Prefer", "respond-async");
    HttpResponse<String> notYet = api.get("/v1/codes/" + id(pending));
    assertThat(notYet.statusCode()).isEqualTo(404);
    assertThat(notYet.body())
        .contains("/problems/code-pending", "\"job\":\"/v1/jobs/" + id(pending) + "\"");
    assertThat(header(notYet, "Retry-After")).isEqualTo("2");
    assertThat(header(notYet, "Cache-Control")).isEqualTo("no-store");

    HttpResponse<String> refused = ask("fail-41030", "Prefer", "wait=20");
    assertThat(refused.statusCode()).isEqualTo(422);
    String id = JSON.readTree(refused.body()).path("id").stringValue();
    assertThat(api.get("/v1/codes/" + id).statusCode()).isEqualTo(404);
    assertThat(api.get("/v1/codes/" + id).body())
        .contains("/problems/code-failed", "\"errcode\":41030");
    for (String unknown : new String[] {"00000000000000000000000000", "x"}) {
      assertThat(api.get("/v1/codes/" + unknown).statusCode()).isEqualTo(404);
      assertThat(api.get("/v1/codes/" + unknown).body()).contains("/problems/unknown-code");
    }
  }

  @Test
  void aDelayedJobSaysWhyAndUntilWhen() {
    String id = id(ask("hold-reading-4", "Prefer", "respond-async"));
    JsonNode queued = JSON.readTree(api.get("/v1/jobs/" + id).body());
    assertThat(queued.path("status").stringValue()).isEqualTo("queued");
    Instant asked = Instant.parse(queued.path("askedAt").stringValue());
    try (TopicWriter scribe = new TopicWriter(SharedInstallation.home())) {
      scribe.putAside("hold-reading-4", asked, 1, Duration.ofMinutes(10));
    }
    await().atMost(SOON).until(() -> api.get("/v1/jobs/" + id).body().contains("\"delayed\""));
    HttpResponse<String> answer = api.get("/v1/jobs/" + id, "Accept-Language", "zh-CN");
    JsonNode delayed = JSON.readTree(answer.body());
    assertThat(delayed.path("attempts").intValue()).isEqualTo(5);
    assertThat(Instant.parse(delayed.path("until").stringValue()))
        .isBetween(asked.plusSeconds(590), asked.plusSeconds(660));
    assertThat(delayed.path("reason").path("class").stringValue()).isEqualTo("busy");
    assertThat(delayed.path("reason").path("errcode").intValue()).isEqualTo(-1);
    assertThat(delayed.path("reason").path("advice").stringValue()).isEqualTo("请稍后重试");
    assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(500, 661);
    // Other instances know as well.
    await()
        .atMost(SOON)
        .until(
            () -> SharedInstallation.second().get("/v1/jobs/" + id).body().contains("\"delayed\""));
  }

  @Test
  void peopleAreAnsweredInTheirLanguage() {
    HttpResponse<String> english = ask("%", "Accept-Language", "en");
    HttpResponse<String> chinese = ask("%", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");
    assertThat(english.statusCode()).isEqualTo(422);
    assertThat(header(english, "Content-Language")).isEqualTo("en");
    assertThat(english.body()).contains("A field is not acceptable");
    assertThat(chinese.statusCode()).isEqualTo(422);
    assertThat(header(chinese, "Content-Language")).isEqualTo("zh");
    assertThat(chinese.body()).contains("字段不符合要求", "scene", "%");
    HttpResponse<String> nowhere = api.get("/nowhere", "Accept-Language", "zh");
    assertThat(nowhere.body()).contains("没有这个接口");
    assertThat(header(nowhere, "Vary")).contains("Accept-Language");

    HttpResponse<String> refused = ask("fail-40129", "Prefer", "wait=20", "Accept-Language", "zh");
    assertThat(refused.body()).contains("scene含有微信不支持的字符");
  }
}
