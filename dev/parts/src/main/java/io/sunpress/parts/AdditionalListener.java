package io.sunpress.parts;

/**
 * A second entrance to a broker, through which some clients come and others don't.
 *
 * @param port where the broker listens as well; 0 where there is no such door
 * @param advertisedPort the port that clients of this listener get
 */
record AdditionalListener(int port, int advertisedPort) {
  static final AdditionalListener NONE = new AdditionalListener(0, 0);

  boolean exists() {
    return port != 0;
  }
}
