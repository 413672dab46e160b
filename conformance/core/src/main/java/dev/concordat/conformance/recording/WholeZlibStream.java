package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Decompresses a file in the zlib format. What stands behind its end fails. */
final class WholeZlibStream extends InflaterInputStream {
  WholeZlibStream(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    int count = super.read(target, offset, size);
    if (count < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
      throw new ZipException("there is more behind its end");
    }
    return count;
  }
}
