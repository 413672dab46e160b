package dev.concordat.conformance.testing;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of some recordings, read one at a time. A file that cannot be read to its end has an
 * entry that says so in the place of the rest.
 */
final class RecordedEntries implements Iterator<RecordedEntries.Named>, Closeable {
  private final List<String> locations;
  private final RecordingFiles files;
  private final Iterator<RecordingFiles.OfName> remaining;
  private RecordingFiles.@Nullable OfName file;
  private @Nullable RecordingReader reader;
  private @Nullable Named next;
  private int index;
  private boolean isEmpty = true;

  /** An entry: the file, how its place in it is named, and what is there. */
  record Named(String file, String name, RecordingReader.Entry entry) {}

  private RecordedEntries(List<String> locations, RecordingFiles files) {
    this.locations = locations;
    this.files = files;
    this.remaining = files.all().iterator();
  }

  /**
   * The entries of recordings.
   *
   * @param test the class whose class path they are looked for on
   * @throws IllegalArgumentException where a location has no recording
   */
  static RecordedEntries of(List<String> locations, Class<?> test) {
    return new RecordedEntries(locations, RecordingFiles.find(locations, test.getClassLoader()));
  }

  /**
   * Whether there is another one.
   *
   * @throws IllegalArgumentException where there was none at all, so that nothing would be tested
   */
  @Override
  public boolean hasNext() {
    while (next == null && (reader != null || remaining.hasNext())) {
      if (reader == null) {
        open(remaining.next());
      } else {
        read(reader);
      }
    }
    if (next == null && isEmpty) {
      throw new IllegalArgumentException(
          "expected recorded exchanges; there are none in " + String.join(", ", locations));
    }
    isEmpty = false;
    return next != null;
  }

  @Override
  public Named next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Named entry = next;
    next = null;
    return Objects.requireNonNull(entry);
  }

  private void open(RecordingFiles.OfName opened) {
    file = opened;
    index = 0;
    try {
      reader = RecordingReader.open(opened.path());
    } catch (RecordingException e) {
      unread(e);
    }
  }

  private void read(RecordingReader from) {
    try {
      RecordingReader.Entry entry = from.next();
      if (entry == null) {
        closeReader();
      } else {
        index = entry.index() + 1;
        next = named(entry);
      }
    } catch (RecordingException e) {
      closeReader();
      unread(e);
    }
  }

  private void unread(Exception reason) {
    next = named(new RecordingReader.Unread(index, 0, String.valueOf(reason.getMessage())));
  }

  private Named named(RecordingReader.Entry entry) {
    String name = file == null ? "" : file.name();
    return new Named(name, "%s[%d]".formatted(name, entry.index()), entry);
  }

  private void closeReader() {
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      reader = null;
    }
  }

  @Override
  public void close() {
    closeReader();
    files.close();
  }
}
