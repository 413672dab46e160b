package dev.concordat.conformance.recording;

import dev.concordat.conformance.recording.RecordingName.Packing;
import java.io.InputStream;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;

/**
 * A format that recordings are read in. A new one is a class: files are known by its endings, and
 * messages name them.
 */
interface RecordingFormat {
  /** All of them, by the names of their classes. */
  List<RecordingFormat> ALL =
      ServiceLoader.load(RecordingFormat.class, RecordingFormat.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /**
   * How names of files in it end, in lower case, and how each is packed. One that is not may be
   * compressed with gzip, and then has .gz behind it.
   */
  SortedMap<String, Packing> endings();

  /** Whether it is in this format what begins so, as far as that can be told. */
  boolean isBegunBy(String start);

  /** Reads a recording that is not packed, or no more. */
  RecordingReader open(String name, InputStream in, RecordingSource source);
}
