package io.sunpress.request;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.CodeWidth;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.LineColor;
import io.sunpress.code.PagePath;
import io.sunpress.code.RequestField;
import io.sunpress.code.Scene;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestCorrelation;
import io.sunpress.message.RequestIdGenerator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges requests and names the valid ones. Every door and the workers judge by this, so that a
 * request means the same wherever it is read.
 */
public final class RequestValidator {
  private static final int MAX_REQUEST_ID = 128;
  private static final int MAX_REFERENCE = 256;

  private final ConfiguredApps configuredApps;
  private final CodeIdGenerator codeIdGenerator;
  private final RequestIdGenerator requestIdGenerator;

  public RequestValidator(
      ConfiguredApps configuredApps,
      CodeIdGenerator codeIdGenerator,
      RequestIdGenerator requestIdGenerator) {
    this.configuredApps = configuredApps;
    this.codeIdGenerator = codeIdGenerator;
    this.requestIdGenerator = requestIdGenerator;
  }

  /** Validates a request: page before scene; reports the first mistake found. */
  public ValidationResult judge(CodeRequestMessage message) {
    return judge(message, configuredApps);
  }

  /**
   * The same, as if there were only these apps.
   *
   * @param within what the asker may use
   */
  public ValidationResult judge(CodeRequestMessage message, ConfiguredApps within) {
    try {
      return new ValidationResult.Valid(question(message, within));
    } catch (InvalidValueException e) {
      return new ValidationResult.Refused(e.refusal(), asker(message));
    }
  }

  private CodeRequest question(CodeRequestMessage message, ConfiguredApps within) {
    PagePath page = new PagePath(needed(RequestField.PAGE, message.page()));
    Optional<Scene> scene = Optional.ofNullable(message.scene()).map(Scene::new);
    ConfiguredApp configuredApp = app(message.app(), within);
    checkAllowed(configuredApp, page);
    CodeSpec spec =
        new CodeSpec(
            configuredApp.id(),
            allowedKind(configuredApp, message.kind()),
            page,
            scene,
            style(message),
            allowedEnv(configuredApp, message.env()),
            message.revision() == null
                ? configuredApp.revision()
                : new CodeRevision(message.revision()));
    checkText(RequestField.REQUEST_ID, message.requestId(), MAX_REQUEST_ID);
    checkText(RequestField.REFERENCE, message.reference(), MAX_REFERENCE);
    RequestCorrelation requestCorrelation = asker(message);
    return new CodeRequest(
        codeIdGenerator.of(spec),
        spec,
        message.checkPath() == null || message.checkPath(),
        requestCorrelation.requestId().orElseGet(requestIdGenerator::next),
        requestCorrelation);
  }

  private static ConfiguredApp app(@Nullable String named, ConfiguredApps configuredApps) {
    AppId id =
        named == null
            ? configuredApps
                .defaultApp()
                .orElseThrow(
                    () ->
                        refused(
                            RequestField.APP,
                            ValidationErrorReason.MISSING,
                            "app is missing and there is no default"))
            : new AppId(named);
    return configuredApps
        .find(id)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    new ValidationError(
                        RequestField.APP,
                        ValidationErrorReason.UNKNOWN,
                        id.value(),
                        "app is not configured here")));
  }

  private static void checkAllowed(ConfiguredApp configuredApp, PagePath page) {
    if (!configuredApp.allows(page)) {
      throw new InvalidValueException(
          new ValidationError(
              RequestField.PAGE,
              ValidationErrorReason.NOT_ALLOWED,
              page.value(),
              "page is not allowed for this app"));
    }
  }

  private static CodeKind allowedKind(ConfiguredApp configuredApp, @Nullable String word) {
    CodeKind kind = word == null ? CodeKind.UNLIMITED : CodeKind.of(word);
    if (!configuredApp.kinds().contains(kind)) {
      throw refused(
          RequestField.KIND,
          ValidationErrorReason.NOT_ALLOWED,
          "kind " + kind.wireName() + " is not allowed for this app");
    }
    return kind;
  }

  private static EnvVersion allowedEnv(ConfiguredApp configuredApp, @Nullable String word) {
    EnvVersion env = word == null ? EnvVersion.RELEASE : EnvVersion.of(word);
    if (!configuredApp.envs().contains(env)) {
      throw refused(
          RequestField.ENV,
          ValidationErrorReason.NOT_ALLOWED,
          "env " + env.wireName() + " is not allowed for this app");
    }
    return env;
  }

  private static CodeStyle style(CodeRequestMessage message) {
    CodeRequestMessage.Rgb rgb = message.lineColor();
    return new CodeStyle(
        message.width() == null ? CodeWidth.DEFAULT : new CodeWidth(message.width()),
        Boolean.TRUE.equals(message.autoColor()),
        rgb == null ? LineColor.BLACK : new LineColor(rgb.r(), rgb.g(), rgb.b()),
        Boolean.TRUE.equals(message.hyaline()));
  }

  private static String needed(RequestField requestField, @Nullable String value) {
    if (value == null) {
      throw refused(
          requestField, ValidationErrorReason.MISSING, requestField.wireName() + " is missing");
    }
    return value;
  }

  private static void checkText(RequestField requestField, @Nullable String value, int max) {
    if (value != null && value.codePointCount(0, value.length()) > max) {
      throw refused(
          requestField,
          ValidationErrorReason.TOO_LONG,
          requestField.wireName() + " has at most " + max + " characters");
    }
    if (value != null && !RequestCorrelation.canBeTold(value)) {
      throw refused(
          requestField,
          ValidationErrorReason.BAD_CHARACTER,
          requestField.wireName() + " must not have control characters");
    }
  }

  private static RequestCorrelation asker(CodeRequestMessage message) {
    return new RequestCorrelation(
        echoed(message.requestId(), MAX_REQUEST_ID),
        echoed(message.reference(), MAX_REFERENCE),
        Optional.ofNullable(message.campaign()));
  }

  private static Optional<String> echoed(@Nullable String text, int max) {
    return Optional.ofNullable(text)
        .filter(t -> !t.isEmpty() && t.codePointCount(0, t.length()) <= max)
        .filter(RequestCorrelation::canBeTold);
  }

  private static InvalidValueException refused(
      RequestField requestField, ValidationErrorReason validationErrorReason, String detail) {
    return new InvalidValueException(
        ValidationError.of(requestField, validationErrorReason, detail));
  }
}
