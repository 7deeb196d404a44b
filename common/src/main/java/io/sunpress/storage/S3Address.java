package io.sunpress.storage;

import io.minio.Http.BaseUrl;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoint's region and style, by its name where nothing else is set. */
final class S3Address {
  /** The services that name their region in their host. */
  private static final Pattern REGION_IN_HOST =
      Pattern.compile(
          "(?:^|\\.)(?:cos\\.|(?:s3\\.)?oss-|tos-s3-|obs\\.)([a-z0-9-]+?)(?:-internal)?"
              + "\\.(?:myqcloud\\.com|tencentcos\\.cn|aliyuncs\\.com|i?volces\\.com"
              + "|myhuaweicloud\\.com)$");

  /** The services that refuse path-style addresses, at least for new buckets. */
  private static final Pattern VIRTUAL_HOSTS =
      Pattern.compile(
          "(?:^|\\.)(?:amazonaws\\.com(?:\\.cn)?|myqcloud\\.com|tencentcos\\.cn|aliyuncs\\.com"
              + "|i?volces\\.com|myhuaweicloud\\.com)$");

  private static final String DEFAULT_REGION = "us-east-1";

  private S3Address() {}

  static BaseUrl path(URI endpoint, String region) {
    BaseUrl url = new BaseUrl(endpoint.toString());
    url.setRegion(region);
    url.disableVirtualStyleEndpoint();
    return url;
  }

  static BaseUrl virtualHost(URI endpoint, String region) {
    BaseUrl url = path(endpoint, region);
    url.enableVirtualStyleEndpoint();
    return url;
  }

  static BaseUrl of(S3ConnectionSettings settings, String region) {
    boolean path =
        settings.style() == AddressingStyle.AUTO
            ? !VIRTUAL_HOSTS.matcher(host(settings.endpoint())).find()
            : settings.style() == AddressingStyle.PATH;
    return path ? path(settings.endpoint(), region) : virtualHost(settings.endpoint(), region);
  }

  static String region(S3ConnectionSettings settings) {
    return settings.region().orElseGet(() -> regionOf(settings.endpoint()));
  }

  private static String regionOf(URI endpoint) {
    String host = host(endpoint);
    Matcher named = REGION_IN_HOST.matcher(host);
    if (named.find()) {
      return named.group(1);
    }
    if (host.endsWith(".r2.cloudflarestorage.com")) {
      return "auto";
    }
    return Optional.ofNullable(new BaseUrl(endpoint.toString()).region()).orElse(DEFAULT_REGION);
  }

  /** A host with an underscore is in the authority alone. */
  private static String host(URI endpoint) {
    return String.valueOf(endpoint.getRawAuthority())
        .replaceFirst(":\\d*$", "")
        .toLowerCase(Locale.ROOT);
  }
}
