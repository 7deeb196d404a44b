package io.sunpress.api.web;

/** A host with or without a port, as {@code Host} and {@code Origin} have it. */
public final class HostHeader {
  private HostHeader() {}

  /** The name, or the address in its brackets, without the port. */
  public static String name(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
