package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingName.Packing;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the exchanges of a recording one at a time: of a HAR 1.2 file, or of a file that has one
 * HAR entry on each line. Neither the file nor more than one exchange is held in memory, and no
 * string of more than {@value #MAX_STRING} bytes. The body of a stream that is longer is read from
 * the file while it is judged; it has to stay there as long.
 */
public abstract class RecordingReader implements Closeable {
  private static final int START = 1 << 12;

  /** The most bytes that a string may have; a longer one is shortened. */
  static final int MAX_STRING = ContentDecoding.MAX_BODY;

  private @Nullable EntryBatch current;

  /** What stands in one place of a recording. */
  public sealed interface Entry {
    /** Where it stands: which entry of the file, from 0. */
    int index();

    /** The line on which it begins, from 1; 0 where there is none. */
    int line();
  }

  /** An exchange. */
  public record Read(int index, int line, Exchange exchange) implements Entry {}

  /** Something that is no exchange. The reader goes on behind it. */
  public record Unread(int index, int line, String message) implements Entry {}

  /** How the names of recordings end, as a message says it. */
  public static String endings() {
    return RecordingName.endings();
  }

  /** Whether the name is that of a recording; see {@link #endings()}. */
  public static boolean isRecording(String name) {
    return RecordingName.of(name) != null;
  }

  /**
   * Opens a file. Bodies that it has in files of their own are read from its folder, and from
   * nowhere else. Any .zip is taken for one that a HAR and its bodies are in.
   *
   * @throws RecordingException where there is no such file, or it is no recording
   */
  public static RecordingReader open(Path file) throws RecordingException {
    if (Files.notExists(file)) {
      throw new RecordingException(file + ": there is no such file");
    }
    String name = file.toString();
    RecordingName kind = RecordingName.ofRequested(name);
    if (kind == null) {
      String advice = OtherFormat.advice(file);
      throw new RecordingException(
          "%s: not a recording; %s"
              .formatted(
                  file,
                  advice == null
                      ? "its name must end in " + RecordingName.endings()
                      : "it is " + advice));
    }
    try {
      if (kind.packing() == Packing.NONE && Files.isRegularFile(file)) {
        byte[] start = start(file);
        boolean isAscii = start.length > 1 && start[0] > 0 && start[1] > 0;
        if (!isAscii) {
          WideText.refuse(start);
        }
        kind = kind.packedAs(start);
      }
      return kind.packing() == Packing.ZIP
          ? ArchiveReader.of(file)
          : open(name, kind, Files.newInputStream(file), RecordingSource.of(file, kind.packing()));
    } catch (IOException e) {
      throw new RecordingException("%s: cannot be read: %s".formatted(file, reason(e)), e);
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(WideText.START);
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /**
   * Opens a stream, whose name tells its kind.
   *
   * @param in the content; closed with the reader
   * @throws RecordingException where it is no recording
   */
  public static RecordingReader open(String name, InputStream in) throws RecordingException {
    RecordingName kind = RecordingName.of(name);
    if (kind != null && kind.packing() != Packing.ZIP) {
      return open(name, kind, in, RecordingSource.ofStream());
    }
    RecordingException refused =
        new RecordingException(
            "%s: a stream can be read of a recording in %s; an archive has to be a file"
                .formatted(name, RecordingName.endings()));
    close(in, refused);
    throw refused;
  }

  /**
   * Opens a stream that has no name, such as standard input: a HAR, or one entry a line, either of
   * them compressed with gzip or not, as its beginning tells.
   *
   * @param name how messages name it
   * @param in the content; closed with the reader
   * @throws RecordingException where it cannot be read
   */
  public static RecordingReader ofContent(String name, InputStream in) throws RecordingException {
    try {
      PushbackInputStream begun = new PushbackInputStream(in, START);
      Packing packing = Packing.of(begin(begun, WideText.START));
      PushbackInputStream plain =
          new PushbackInputStream(packing == Packing.GZIP ? packing.unpack(begun) : begun, START);
      byte[] beginning = begin(plain, START);
      WideText.refuse(beginning);
      String start = new String(beginning, StandardCharsets.UTF_8);
      return RecordingFormat.ALL.stream()
          .filter(format -> format.isBegunBy(start))
          .findFirst()
          .orElseGet(JsonLinesReader.Format::new)
          .open(name, plain, RecordingSource.ofStream());
    } catch (IOException e) {
      RecordingException unreadable =
          new RecordingException("%s: cannot be read: %s".formatted(name, reason(e)), e);
      close(in, unreadable);
      throw unreadable;
    }
  }

  // The first bytes, which are read again.
  private static byte[] begin(PushbackInputStream in, int count) throws IOException {
    byte[] start = in.readNBytes(count);
    in.unread(start);
    return start;
  }

  /**
   * What a file is that is no recording, and how to make one of it; null where that is not known.
   */
  public static @Nullable String advice(Path file) {
    return OtherFormat.advice(file);
  }

  private static RecordingReader open(
      String name, RecordingName kind, InputStream in, RecordingSource source)
      throws RecordingException {
    try {
      return kind.format().open(name, kind.packing().unpack(in), source);
    } catch (IOException e) {
      RecordingName named = RecordingName.of(name);
      RecordingException unreadable =
          new RecordingException(
              "%s: %s, and it cannot be decompressed: %s"
                  .formatted(
                      name,
                      named == null || kind.equals(named)
                          ? "its name ends in .gz"
                          : "it begins as gzip does",
                      e instanceof EOFException ? "it is empty or cut" : e.getMessage()),
              e);
      close(in, unreadable);
      throw unreadable;
    }
  }

  private static void close(InputStream in, Exception failure) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * The next entries, whose text is to be read by whoever takes them; null at the end. Entries that
   * were taken so are not among those of {@link #next()}.
   *
   * @throws RecordingException where the file cannot be read any further
   */
  public abstract @Nullable EntryBatch batch() throws RecordingException;

  /**
   * The next entry, or null at the end.
   *
   * @throws RecordingException where the file cannot be read any further
   */
  public final @Nullable Entry next() throws RecordingException {
    Entry entry = current == null ? null : current.next();
    while (entry == null) {
      current = batch();
      if (current == null) {
        return null;
      }
      entry = current.next();
    }
    return entry;
  }
}
