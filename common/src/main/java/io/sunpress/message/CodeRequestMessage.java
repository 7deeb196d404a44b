package io.sunpress.message;

import org.jspecify.annotations.Nullable;

/**
 * The request for a code as it travels: right types, nothing else is promised. Everything may be
 * absent; the intake fills in what has a default and judges the rest.
 *
 * @param app appid; absent: the default app
 * @param kind {@code unlimited} (default), {@code limited}, {@code square}
 * @param page the page, with or without a leading slash
 * @param scene the scene, 1 to 32 characters
 * @param width pixels, 280 to 1280
 * @param autoColor whether WeChat chooses the colour
 * @param lineColor the colour otherwise
 * @param hyaline whether the ground is transparent
 * @param env {@code release} (default), {@code trial}, {@code develop}
 * @param revision distinguishes drawings of the same code; absent: the app's
 * @param checkPath whether WeChat shall check that the page is released; absent: true
 * @param requestId the asker's name for this request; absent: made (UUIDv7)
 * @param reference the asker's own text, echoed in the events
 * @param campaign the campaign's row that this request is
 */
public record CodeRequestMessage(
    @Nullable String app,
    @Nullable String kind,
    @Nullable String page,
    @Nullable String scene,
    @Nullable Integer width,
    @Nullable Boolean autoColor,
    @Nullable Rgb lineColor,
    @Nullable Boolean hyaline,
    @Nullable String env,
    @Nullable String revision,
    @Nullable Boolean checkPath,
    @Nullable String requestId,
    @Nullable String reference,
    @Nullable CampaignRow campaign) {

  /** The commonest request: a page and a scene, everything else by default. */
  public static CodeRequestMessage of(@Nullable String page, @Nullable String scene) {
    return new CodeRequestMessage(
        null, null, page, scene, null, null, null, null, null, null, null, null, null, null);
  }

  /** The same request for a named app. */
  public CodeRequestMessage withApp(@Nullable String newApp) {
    return new CodeRequestMessage(
        newApp, kind, page, scene, width, autoColor, lineColor, hyaline, env, revision, checkPath,
        requestId, reference, campaign);
  }

  /** The same request with the asker's own name and text for it. */
  public CodeRequestMessage withAsker(
      @Nullable String newRequestId, @Nullable String newReference) {
    return new CodeRequestMessage(
        app,
        kind,
        page,
        scene,
        width,
        autoColor,
        lineColor,
        hyaline,
        env,
        revision,
        checkPath,
        newRequestId,
        newReference,
        campaign);
  }

  /** The same request, of no campaign. */
  public CodeRequestMessage withoutCampaign() {
    return new CodeRequestMessage(
        app, kind, page, scene, width, autoColor, lineColor, hyaline, env, revision, checkPath,
        requestId, reference, null);
  }

  /**
   * A colour as it is written: any three integers.
   *
   * @param r red
   * @param g green
   * @param b blue
   */
  public record Rgb(int r, int g, int b) {}
}
