package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses all members of a file, of which there may be several. What stands behind the last
 * one and is none, such as a damaged one, fails, where {@link GZIPInputStream} passes it over.
 */
final class WholeGzipStream extends GZIPInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int TRAILER = 8;

  WholeGzipStream(InputStream in) throws IOException {
    super(new Looking(in), BUFFER);
  }

  /**
   * Tells whether there is more by looking. A pipe that has nothing yet may have a further member,
   * which {@link GZIPInputStream} does not wait for.
   */
  private static final class Looking extends PushbackInputStream {
    Looking(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      int next = read();
      if (next >= 0) {
        unread(next);
      }
      return next < 0 ? 0 : Math.max(1, super.available());
    }
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    int count = super.read(target, offset, size);
    if (count < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
      throw new ZipException("what stands behind its end is not in GZIP format");
    }
    return count;
  }
}
