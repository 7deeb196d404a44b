package io.sunpress.simulator.picture;

/**
 * A picture in two parts, so that the first, which many pictures share, need not be copied.
 *
 * @param head its first bytes; shared, not to be changed
 * @param tail the other bytes
 * @param sha256 digest of both
 * @param contentType {@code image/jpeg} or {@code image/png}
 */
public record RenderedPicture(byte[] head, byte[] tail, byte[] sha256, String contentType) {}
