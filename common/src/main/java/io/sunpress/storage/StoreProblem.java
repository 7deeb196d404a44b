package io.sunpress.storage;

import java.util.Set;

/** What is wrong with a store, as far as its reply or the connection shows it. */
public enum StoreProblem {
  /** No connection, or one that broke. */
  NOT_REACHED("it can't be reached"),
  /** A certificate that no known authority signed, or of another name. */
  CERTIFICATE("its certificate is not trusted: name its authority in sunpress.storage.ssl-bundle"),
  /** There are no credentials to sign with. */
  CREDENTIALS("there are no credentials: look at sunpress.storage.credentials"),
  /** The bucket must be in the host name. */
  PATH_STYLE(
      "it takes no path-style addresses: set sunpress.storage.path-style=false",
      "PathStyleDomainForbidden",
      "SecondLevelDomainForbidden",
      "InvalidPathAccess"),
  /** The access key is known and the secret key is another one. */
  SIGNATURE(
      "the secret key does not belong to the access key, or a proxy changes requests",
      "SignatureDoesNotMatch"),
  /** The store does not know the access key. */
  ACCESS_KEY(
      "it does not know the access key",
      "InvalidAccessKeyId",
      "InvalidAccessKey",
      "InvalidToken",
      "InvalidSecurity",
      "ExpiredToken"),
  /** The clocks are too far apart for a signature. */
  CLOCK_SKEW(
      "this machine's clock is wrong: set it by NTP", "RequestTimeTooSkewed", "RequestExpired"),
  /** The bucket is in another region than the one that was signed for. */
  REGION(
      "the bucket is in another region: look at sunpress.storage.region and .endpoint",
      "AuthorizationHeaderMalformed",
      "PermanentRedirect",
      "TemporaryRedirect",
      "Redirect",
      "InvalidRegion",
      "IllegalLocationConstraintException"),
  /** The credentials are good and may not do this. */
  DENIED("the credentials may not do this"),
  NO_BUCKET("there is no such bucket", "NoSuchBucket"),
  /** No room, or no more than a quota allows. */
  FULL(
      "it is full",
      "XMinioStorageFull",
      "InsufficientStorage",
      "QuotaExceeded",
      "XMinioAdminBucketQuotaExceeded"),
  /** It answered that it can't at present. */
  BUSY("it is busy"),
  OTHER("");

  private static final int FORBIDDEN = 403;
  private static final int NO_ROOM = 507;

  private final String sentence;
  private final Set<String> codes;

  StoreProblem(String sentence, String... codes) {
    this.sentence = sentence;
    this.codes = Set.of(codes);
  }

  /** What it is and what helps; empty for {@link #OTHER}. */
  public String sentence() {
    return sentence;
  }

  /** By the reply's code where it names one, else by its status. */
  static StoreProblem of(int status, String code) {
    for (StoreProblem problem : values()) {
      if (problem.codes.contains(code)) {
        return problem;
      }
    }
    if (status / 100 == 3) {
      return REGION;
    }
    return switch (status) {
      case FORBIDDEN, 401 -> DENIED;
      case NO_ROOM -> FULL;
      default -> status >= 500 && status != 501 ? BUSY : OTHER;
    };
  }
}
