package io.sunpress.intake;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIds;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.Field;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.LineColor;
import io.sunpress.code.PagePath;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;
import io.sunpress.code.Revision;
import io.sunpress.code.Scene;
import io.sunpress.code.Style;
import io.sunpress.code.Width;
import io.sunpress.message.Asker;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.RequestIds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges requests and names the valid ones. Every door and the workers judge by this, so that a
 * request means the same wherever it is read.
 */
public final class Judge {
  private static final int MAX_REQUEST_ID = 128;
  private static final int MAX_REFERENCE = 256;

  private final Apps apps;
  private final CodeIds codeIds;
  private final RequestIds requestIds;

  public Judge(Apps apps, CodeIds codeIds, RequestIds requestIds) {
    this.apps = apps;
    this.codeIds = codeIds;
    this.requestIds = requestIds;
  }

  /** Judges a request; page before scene, and the first mistake found is the one told. */
  public Judgement judge(GenerateCode message) {
    return judge(message, apps);
  }

  /**
   * The same, as if there were only these apps.
   *
   * @param within what the asker may use
   */
  public Judgement judge(GenerateCode message, Apps within) {
    try {
      return new Judgement.Valid(question(message, within));
    } catch (InvalidValueException e) {
      return new Judgement.Refused(e.refusal(), asker(message));
    }
  }

  private Question question(GenerateCode message, Apps within) {
    PagePath page = new PagePath(needed(Field.PAGE, message.page()));
    Optional<Scene> scene = Optional.ofNullable(message.scene()).map(Scene::new);
    App app = app(message.app(), within);
    checkAllowed(app, page);
    CodeSpec spec =
        new CodeSpec(
            app.id(),
            allowedKind(app, message.kind()),
            page,
            scene,
            style(message),
            allowedEnv(app, message.env()),
            message.revision() == null ? app.revision() : new Revision(message.revision()));
    checkText(Field.REQUEST_ID, message.requestId(), MAX_REQUEST_ID);
    checkText(Field.REFERENCE, message.reference(), MAX_REFERENCE);
    Asker asker = asker(message);
    return new Question(
        codeIds.of(spec),
        spec,
        message.checkPath() == null || message.checkPath(),
        asker.requestId().orElseGet(requestIds::next),
        asker);
  }

  private static App app(@Nullable String named, Apps apps) {
    AppId id =
        named == null
            ? apps.defaultApp()
                .orElseThrow(
                    () ->
                        refused(
                            Field.APP, Reason.MISSING, "app is missing and there is no default"))
            : new AppId(named);
    return apps.find(id)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    new Refusal(
                        Field.APP, Reason.UNKNOWN, id.value(), "app is not configured here")));
  }

  private static void checkAllowed(App app, PagePath page) {
    if (!app.allows(page)) {
      throw new InvalidValueException(
          new Refusal(
              Field.PAGE, Reason.NOT_ALLOWED, page.value(), "page is not allowed for this app"));
    }
  }

  private static CodeKind allowedKind(App app, @Nullable String word) {
    CodeKind kind = word == null ? CodeKind.UNLIMITED : CodeKind.of(word);
    if (!app.kinds().contains(kind)) {
      throw refused(
          Field.KIND,
          Reason.NOT_ALLOWED,
          "kind " + kind.wireName() + " is not allowed for this app");
    }
    return kind;
  }

  private static EnvVersion allowedEnv(App app, @Nullable String word) {
    EnvVersion env = word == null ? EnvVersion.RELEASE : EnvVersion.of(word);
    if (!app.envs().contains(env)) {
      throw refused(
          Field.ENV, Reason.NOT_ALLOWED, "env " + env.wireName() + " is not allowed for this app");
    }
    return env;
  }

  private static Style style(GenerateCode message) {
    GenerateCode.Rgb rgb = message.lineColor();
    return new Style(
        message.width() == null ? Width.DEFAULT : new Width(message.width()),
        Boolean.TRUE.equals(message.autoColor()),
        rgb == null ? LineColor.BLACK : new LineColor(rgb.r(), rgb.g(), rgb.b()),
        Boolean.TRUE.equals(message.hyaline()));
  }

  private static String needed(Field field, @Nullable String value) {
    if (value == null) {
      throw refused(field, Reason.MISSING, field.wireName() + " is missing");
    }
    return value;
  }

  private static void checkText(Field field, @Nullable String value, int max) {
    if (value != null && value.length() > max) {
      throw refused(
          field, Reason.TOO_LONG, field.wireName() + " has at most " + max + " characters");
    }
    if (value != null && !Asker.canBeTold(value)) {
      throw refused(
          field, Reason.BAD_CHARACTER, field.wireName() + " must not have control characters");
    }
  }

  private static Asker asker(GenerateCode message) {
    return new Asker(
        echoed(message.requestId(), MAX_REQUEST_ID),
        echoed(message.reference(), MAX_REFERENCE),
        Optional.ofNullable(message.campaign()));
  }

  private static Optional<String> echoed(@Nullable String text, int max) {
    return Optional.ofNullable(text)
        .filter(t -> !t.isEmpty() && t.length() <= max)
        .filter(Asker::canBeTold);
  }

  private static InvalidValueException refused(Field field, Reason reason, String detail) {
    return new InvalidValueException(Refusal.of(field, reason, detail));
  }
}
