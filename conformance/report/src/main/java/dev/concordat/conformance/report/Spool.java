package dev.concordat.conformance.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Text that waits on disk until what stands before it is known, so that a report of any length fits
 * into memory. Only its owner can read it, and it is gone once it was copied or the program ends.
 */
final class Spool {
  private final Path file;
  private final Writer writer;

  Spool() {
    try {
      // Made for the owner alone.
      file = Files.createTempFile("concordat", ".report");
      writer =
          new BufferedWriter(
              new OutputStreamWriter(
                  Files.newOutputStream(file, StandardOpenOption.WRITE), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.toFile().deleteOnExit();
  }

  Writer writer() {
    return writer;
  }

  /** Copies all of it to the writer, and ends it. */
  void copyTo(PrintWriter out) {
    try {
      writer.close();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        reader.transferTo(out);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
