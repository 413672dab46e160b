package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;

/** How the text of a recording is compressed in its file. */
enum Packing {
  NONE,
  /** In gzip, a name in .gz. */
  GZIP,
  /** In the zlib format, as mitmproxy writes it: a name in .zhar. */
  ZLIB,
  /** In an archive, with the bodies beside it, as Playwright writes it: a name in .zip. */
  ZIP;

  /**
   * The text of a recording, as it is read.
   *
   * @param in the file, or the recording in an archive
   */
  InputStream unpack(InputStream in) throws IOException {
    return switch (this) {
      case NONE, ZIP -> in;
      case GZIP -> new WholeGzipStream(in);
      case ZLIB -> new WholeZlibStream(in);
    };
  }
}
