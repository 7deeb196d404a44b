package io.sunpress.worker.source.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The one REST call that Confluent's registry, Karapace, Redpanda and Apicurio have in common. No
 * redirects, no more than 1 MB.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long MAX_BYTES = 1 << 20;

  /**
   * How the registry knows us.
   *
   * @param username for HTTP Basic; empty: none
   * @param passwordFile the file with its password
   * @param tokenFile the file with a bearer token; empty: none
   */
  public record Credentials(String username, String passwordFile, String tokenFile) {}

  private final HttpUrl base;
  private final Credentials credentials;
  private final OkHttpClient client =
      new OkHttpClient.Builder().followRedirects(false).callTimeout(TIMEOUT).build();

  public HttpSchemaRegistry(URI url, Credentials credentials) {
    this.base = Objects.requireNonNull(HttpUrl.get(url), "url");
    this.credentials = credentials;
  }

  @Override
  public SchemaLookup find(int schemaId) {
    HttpUrl url =
        base.newBuilder()
            .addPathSegments("schemas/ids/" + Integer.toUnsignedString(schemaId))
            .build();
    try (Response response = client.newCall(request(url)).execute()) {
      return switch (response.code()) {
        case 200 -> found(response);
        case 404 -> new SchemaLookup.Unknown();
        default -> away("answers " + response.code());
      };
    } catch (IOException e) {
      return away("can't be reached: " + e.getClass().getSimpleName());
    }
  }

  private Request request(HttpUrl url) throws IOException {
    Request.Builder request =
        new Request.Builder().url(url).header("Accept", "application/vnd.schemaregistry.v1+json");
    if (!credentials.tokenFile().isEmpty()) {
      request.header("Authorization", "Bearer " + secret(credentials.tokenFile()));
    } else if (!credentials.username().isEmpty()) {
      request.header(
          "Authorization",
          okhttp3.Credentials.basic(
              credentials.username(), secret(credentials.passwordFile()), UTF_8));
    }
    return request.build();
  }

  private static String secret(String file) throws IOException {
    return Files.readString(Path.of(file), UTF_8).strip();
  }

  private SchemaLookup found(Response response) throws IOException {
    byte[] body = response.peekBody(MAX_BYTES + 1).bytes();
    Object json =
        body.length > MAX_BYTES
            ? Map.of()
            : Utf8.decode(body).flatMap(PlainJson::tryRead).orElse(Map.of());
    if (json instanceof Map<?, ?> members && members.get("schema") instanceof String schema) {
      return new SchemaLookup.Found(
          members.get("schemaType") instanceof String type ? type : "AVRO", schema);
    }
    return away("answers without a schema");
  }

  private SchemaLookup away(String how) {
    return new SchemaLookup.Unavailable("the registry at " + base.host() + " " + how);
  }
}
