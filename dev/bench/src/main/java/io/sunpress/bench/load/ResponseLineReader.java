package io.sunpress.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What comes of a connection, line by line, in one buffer: a client that makes an object of every
 * line takes the processors from the server that it measures.
 */
final class ResponseLineReader {
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int lineStart;
  private int lineEnd;
  private int next;
  private int end;

  ResponseLineReader(InputStream in) {
    this.in = in;
  }

  /** Whether nothing is here that was not read yet. */
  boolean isSilent() throws IOException {
    return next == end && in.available() == 0;
  }

  /** Reads the next line, which the other methods describe until the one after it. */
  void nextLine() throws IOException {
    lineStart = next;
    int at = next;
    while (at == end || buffer[at] != '\n') {
      if (at == end) {
        at -= makeRoom();
        fill();
      } else {
        at++;
      }
    }
    next = at + 1;
    lineEnd = at > lineStart && buffer[at - 1] == '\r' ? at - 1 : at;
  }

  boolean isEmptyLine() {
    return lineLength() == 0;
  }

  int lineLength() {
    return lineEnd - lineStart;
  }

  /**
   * @param lower in lower case; the line may be in any
   */
  boolean lineBegins(byte[] lower) {
    if (lineLength() < lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      int letter = buffer[lineStart + i];
      if ((letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  /** A whole number in the line, of nothing but digits. */
  int number(int from, int to) throws IOException {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = i < lineLength() ? buffer[lineStart + i] - '0' : -1;
      if (digit < 0 || digit > 9) {
        throw new IOException("no number where one belongs in an answer");
      }
      number = Math.addExact(Math.multiplyExact(number, 10), digit);
    }
    return number;
  }

  /** Reads over so many bytes. */
  void skip(int bytes) throws IOException {
    int left = bytes;
    while (left > end - next) {
      left -= end - next;
      lineStart = end;
      next = end;
      next -= makeRoom();
      fill();
    }
    next += left;
  }

  /** Moves the line to the buffer's beginning; returns how far. */
  private int makeRoom() throws IOException {
    int moved = lineStart;
    if (moved == 0 && end == buffer.length) {
      throw new IOException("a line of an answer is too long");
    }
    System.arraycopy(buffer, moved, buffer, 0, end - moved);
    lineStart = 0;
    end -= moved;
    return moved;
  }

  private void fill() throws IOException {
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw new EOFException("the server has closed the connection");
    }
    end += count;
  }
}
