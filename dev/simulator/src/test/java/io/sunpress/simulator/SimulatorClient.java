package io.sunpress.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the simulator as a plain HTTP client does. */
final class SimulatorClient {
  static final String APP = "wx0123456789abcdef";
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  static final String UNLIMITED = "/wxa/getwxacodeunlimit";
  static final String LIMITED = "/wxa/getwxacode";
  static final String SQUARE = "/cgi-bin/wxaapp/createwxaqrcode";
  static final String STABLE = "/cgi-bin/stable_token";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  SimulatorClient(WeChatSimulator simulator) {
    this.base = simulator.baseUrl();
  }

  HttpResponse<byte[]> post(String pathAndQuery, String body) throws Exception {
    return post(pathAndQuery, body, "application/json");
  }

  HttpResponse<byte[]> post(String pathAndQuery, String body, String type) throws Exception {
    return client.send(request(pathAndQuery, body, type), BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<byte[]>> postLater(String pathAndQuery, String body) {
    HttpRequest request = request(pathAndQuery, body, "application/json");
    return client.sendAsync(request, BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> send(String method, String pathAndQuery) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(pathAndQuery))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  JsonNode stable(boolean forced) throws Exception {
    return json(post(STABLE, stableBody("client_credential", APP, SECRET, forced)));
  }

  JsonNode classic() throws Exception {
    String query = "?grant_type=client_credential&appid=" + APP + "&secret=" + SECRET;
    return json(send("GET", "/cgi-bin/token" + query));
  }

  String token() throws Exception {
    return stable(false).path("access_token").stringValue();
  }

  /** The errcode of a code call with this token, 0 where it gave a picture. */
  int errcodeWith(String token) throws Exception {
    return errcode(post(UNLIMITED + "?access_token=" + token, "{\"scene\":\"a=1\"}"));
  }

  static int errcode(HttpResponse<byte[]> response) throws IOException {
    return response.body()[0] == '{' ? json(response).path("errcode").asInt(0) : 0;
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return JSON.readTree(response.body());
  }

  static String type(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  static String stableBody(String grant, String app, String secret, boolean forced) {
    return """
        {"grant_type":"%s","appid":"%s","secret":"%s","force_refresh":%s}"""
        .formatted(grant, app, secret, forced);
  }

  private HttpRequest request(String pathAndQuery, String body, String type) {
    return HttpRequest.newBuilder(base.resolve(pathAndQuery))
        .timeout(PATIENCE)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
