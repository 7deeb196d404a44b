package io.sunpress.worker.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes for a decoder to read where they are: the platform's own streams copy them first. */
final class ByteArrayImageInput extends ImageInputStreamImpl {
  private static final int BYTE = 0xff;

  private final byte[] bytes;

  ByteArrayImageInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & BYTE : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    bitOffset = 0;
    if (streamPos >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, to, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
