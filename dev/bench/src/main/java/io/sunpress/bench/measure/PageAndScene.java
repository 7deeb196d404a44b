package io.sunpress.bench.measure;

import java.util.Objects;

/**
 * What WeChat is asked to draw, as far as the scenarios vary it.
 *
 * @param page of the mini-program
 * @param scene or empty
 */
public record PageAndScene(String page, String scene) {
  public PageAndScene {
    Objects.requireNonNull(page, "page");
    Objects.requireNonNull(scene, "scene");
  }
}
