package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.redaction.Redaction;
import dev.concordat.conformance.redaction.RedactionException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends exchanges to a recording, one HAR entry a line, that {@link RecordingReader} reads. Each
 * is cleared of secrets first and stands in the file when {@code append} returns, so that it
 * outlives the program; {@link #sync} sees to it that it outlives the machine. One that cannot be
 * cleared is not written. Threads may share one.
 */
public final class RecordingWriter implements Closeable {
  // Another exchange may bring a secret to light while this one is cleared.
  private static final int ATTEMPTS = 3;

  private final Path file;
  private final RecordingFile out;
  private final Redaction redaction;

  private RecordingWriter(Path file, RecordingFile out, Redaction redaction) {
    this.file = file;
    this.out = out;
    this.redaction = redaction;
  }

  /** Opens a file to append to, without knowledge of any contract. */
  public static RecordingWriter open(Path file) throws RecordingException {
    return open(file, Set.of());
  }

  /**
   * Opens a file to append to; makes it, for its owner alone, where there is none. A last line that
   * a crash left unfinished is moved to a file beside it, {@link #moved}.
   *
   * @param file its name ends in .jsonl or .ndjson
   * @param words names and values that contracts list, and that are no secrets wherever they stand
   * @throws RecordingException where it cannot be written, something else is in it, or another
   *     recorder writes to it
   */
  public static RecordingWriter open(Path file, Set<String> words) throws RecordingException {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".jsonl") && !name.endsWith(".ndjson")) {
      throw new RecordingException(
          file + ": the name of a recording must end in .jsonl or .ndjson");
    }
    try {
      return new RecordingWriter(file, RecordingFile.open(file), new Redaction(words));
    } catch (IOException e) {
      throw new RecordingException("%s: cannot be written: %s".formatted(file, e), e);
    }
  }

  /** Where an unfinished last line was moved when the file was opened, or null. */
  public @Nullable Path moved() {
    return out.moved();
  }

  /** What knows the secrets of this run, for whoever writes of its exchanges elsewhere. */
  public Redaction redaction() {
    return redaction;
  }

  /**
   * Appends an exchange whose bodies are at hand only with their codings undone.
   *
   * @throws RedactionException where it cannot be cleared of secrets; nothing is written then
   * @throws RecordingException where the file cannot be written
   */
  public void append(Exchange exchange) throws RedactionException, RecordingException {
    Exchange.Response response = exchange.response();
    if (isUndecoded(exchange.request().body())
        || (response != null && isUndecoded(response.body()))) {
      throw new RedactionException("a body cannot be looked through");
    }
    append(WireExchange.of(exchange));
  }

  /**
   * Appends an exchange.
   *
   * @throws RedactionException where it cannot be cleared of secrets; nothing is written then
   * @throws RecordingException where the file cannot be written
   */
  public void append(WireExchange exchange) throws RedactionException, RecordingException {
    Cleared cleared = cleared(exchange);
    synchronized (this) {
      boolean isCurrent = cleared.known() == redaction.known();
      write(isCurrent ? cleared.line() : cleared(exchange).line());
    }
  }

  private void write(byte[] line) throws RecordingException {
    try {
      out.append(line);
    } catch (IOException e) {
      throw new RecordingException("%s: cannot be written: %s".formatted(file, e), e);
    }
  }

  /**
   * Waits until what was appended is on the disk.
   *
   * @throws RecordingException where it cannot be written there
   */
  public void sync() throws RecordingException {
    try {
      out.sync();
    } catch (IOException e) {
      throw new RecordingException("%s: cannot be written: %s".formatted(file, e), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  /**
   * A line without the secrets that were known.
   *
   * @param known how many they were
   */
  @SuppressWarnings("ArrayRecordComponent") // It goes no further than this class.
  private record Cleared(byte[] line, long known) {}

  private Cleared cleared(WireExchange exchange) throws RedactionException {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Redaction.Redacted redacted = redaction.redact(exchange);
        EntryWriter.Line line = EntryWriter.line(redacted.exchange());
        long known = redaction.known();
        Exchange read = read(line.bytes(), redacted.exchange());
        if (redaction.isClear(line.head(), redacted, read)) {
          return new Cleared(line.bytes(), known);
        }
      }
    } catch (RuntimeException e) {
      // Its message may show what the exchange holds.
      throw new RedactionException("it cannot be looked through: " + e.getClass().getName());
    }
    throw new RedactionException("a secret would be left in it");
  }

  // What a reader makes of the line; it has to be what was meant.
  private static Exchange read(byte[] line, WireExchange written) throws RedactionException {
    try (RecordingReader reader =
        RecordingReader.open("line.jsonl", new ByteArrayInputStream(line))) {
      if (reader.next() instanceof RecordingReader.Read read && isSame(read.exchange(), written)) {
        return read.exchange();
      }
    } catch (RecordingException | IOException e) {
      throw new RedactionException("it cannot be read again");
    }
    throw new RedactionException(
        line.length > RecordingReader.MAX_STRING
            ? "it is longer than is read again (%d bytes)".formatted(RecordingReader.MAX_STRING)
            : "a reader would take it for another");
  }

  private static boolean isSame(Exchange read, WireExchange written) {
    Exchange meant = written.decoded();
    Exchange.Response response = meant.response();
    Exchange.Response readResponse = read.response();
    return isSame(read.request().body(), meant.request().body())
        && (readResponse == null
            ? response == null
            : response != null
                && readResponse.status() == response.status()
                && isSame(readResponse.body(), response.body()));
  }

  private static boolean isSame(@Nullable Body one, @Nullable Body other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    // Why it was not is told in other words where it is read.
    if (!one.isRecorded() && !other.isRecorded()) {
      return true;
    }
    return Arrays.equals(one.bytes(), other.bytes())
        && one.charset().equals(other.charset())
        && Objects.equals(one.undecoded(), other.undecoded());
  }

  private static boolean isUndecoded(@Nullable Body body) {
    return body != null && body.undecoded() != null;
  }
}
