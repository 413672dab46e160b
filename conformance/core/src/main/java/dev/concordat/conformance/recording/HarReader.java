package dev.concordat.conformance.recording;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.recording.RecordingName.Packing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** Reads a HAR 1.2 file: the entries of its {@code log}. */
final class HarReader extends RecordingReader {
  private static final int MAX_NAMES = 100;

  /** How a HAR begins, as a regular expression. */
  static final String BEGINNING = "\\A\\uFEFF?\\s*\\{\\s*\"log\"\\s*:";

  /** HAR 1.2, as it is or as mitmproxy (.zhar) and Playwright (.har.zip) pack it. */
  @AutoService(RecordingFormat.class)
  public static final class Format implements RecordingFormat {
    private static final Pattern BEGUN = Pattern.compile(BEGINNING);
    private static final SortedMap<String, Packing> ENDINGS =
        new TreeMap<>(Map.of(".har", Packing.NONE, ".zhar", Packing.ZLIB, ".har.zip", Packing.ZIP));

    @Override
    public SortedMap<String, Packing> endings() {
      return ENDINGS;
    }

    @Override
    public boolean isBegunBy(String start) {
      return BEGUN.matcher(start).find();
    }

    @Override
    public RecordingReader open(String name, InputStream in, RecordingSource source) {
      return new HarReader(name, in, source);
    }
  }

  private final String name;
  private final InputStream in;
  private final RecordingSource source;
  private @Nullable ElementSplitter opened;
  private boolean isFinished;
  private final int maxHeld;
  private int index;

  HarReader(String name, InputStream in, RecordingSource source) {
    this(name, in, source, EntrySplitter.MAX_HELD);
  }

  HarReader(String name, InputStream in, RecordingSource source, int maxHeld) {
    this.name = name;
    this.in = in;
    this.source = source;
    this.maxHeld = maxHeld;
  }

  @Override
  public @Nullable EntryBatch batch() throws RecordingException {
    try {
      ElementSplitter elements = opened;
      if (elements == null) {
        elements = open();
        opened = elements;
      }
      if (isFinished) {
        return null;
      }
      EntryBatch.Held batch = elements.next(index, this::entry);
      if (batch == null) {
        return new LongElement(elements, index++);
      }
      index += batch.count();
      if (batch.count() > 0) {
        return batch;
      }
      isFinished = true;
      finish(elements);
      return null;
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()), index, e);
    }
  }

  private RecordingException unreadable(String reason, int at, Exception failure) {
    return new RecordingException(
        "%s: entry %d: cannot be read: %s".formatted(name, at, reason), failure);
  }

  private RecordingException invalid(JacksonException failure, int line, int at) {
    return failure instanceof JacksonIOException
        ? unreadable(failure.getOriginalMessage(), at, failure)
        : new RecordingException(
            "%s:%d: entry %d: %s; what comes after is not read"
                .formatted(name, line, at, EntryReader.explain(failure)),
            failure);
  }

  // The beginning is read as JSON, and left where the entries begin.
  private ElementSplitter open() throws RecordingException, IOException {
    LongStringGuard guard = new LongStringGuard(in, 0, source.limit());
    // Opening reads, and may fail as any reading does.
    EntryText text = null;
    try {
      text = EntryText.of(guard);
      findEntries(text.parser());
      ByteArrayOutputStream ahead = new ByteArrayOutputStream();
      text.parser().releaseBuffered(ahead);
      guard.release(ahead);
      long offset = guard.offset() - ahead.size();
      return new ElementSplitter(in, ahead.toByteArray(), offset, line(text), maxHeld);
    } catch (JacksonException e) {
      throw invalid(e, line(text), index);
    }
  }

  private static int line(@Nullable EntryText text) {
    return text == null ? 1 : text.parser().currentLocation().getLineNr();
  }

  // As an element of an array, so that a mistake is what it is in the recording.
  private Entry entry(byte[] block, int start, int end, int line, int at)
      throws RecordingException {
    Entry ordinary = EntryReader.ordinary(block, start, end, source, at, line);
    if (ordinary != null) {
      return ordinary;
    }
    byte before = block[start - 1];
    block[start - 1] = '[';
    try (EntryText text = EntryText.of(block, start - 1, end)) {
      return entry(text, line, at);
    } finally {
      block[start - 1] = before;
    }
  }

  private Entry entry(EntryText text, int line, int at) throws RecordingException {
    try {
      text.parser().nextToken();
      text.parser().nextToken();
      return EntryReader.entry(text, source, at, line, "entry", at);
    } catch (JacksonException e) {
      throw invalid(e, line + line(text) - 1, at);
    }
  }

  private final class LongElement extends EntryBatch.Passing {
    private final ElementSplitter elements;

    LongElement(ElementSplitter elements, int index) {
      super(index);
      this.elements = elements;
    }

    @Override
    Entry read(int at) throws RecordingException {
      int line = elements.line;
      long offset = elements.offset();
      EntrySplitter.Rest rest = elements.rest();
      InputStream array = new SequenceInputStream(new ByteArrayInputStream(new byte[] {'['}), rest);
      int limit = source.limit();
      try (EntryText text = EntryText.of(new LongStringGuard(array, offset - 1, limit))) {
        Entry entry = entry(text, line, at);
        rest.skip();
        return entry;
      } catch (JacksonException e) {
        throw invalid(e, line, at);
      } catch (IOException e) {
        throw unreadable(String.valueOf(e.getMessage()), at, e);
      }
    }
  }

  private void findEntries(JsonParser parser) throws RecordingException {
    Set<String> members = new HashSet<>();
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      first = null;
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        enter(parser, members, "", JsonToken.NOT_AVAILABLE);
      }
    }
    if (first == JsonToken.START_OBJECT
        && enter(parser, members, "log", JsonToken.START_OBJECT)
        && enter(parser, new HashSet<>(), "entries", JsonToken.START_ARRAY)) {
      return;
    }
    String advice = OtherFormat.advice(members);
    throw new RecordingException(
        name
            + ": not a HAR file: it has no array log.entries; "
            + (advice == null ? "export it as HAR 1.2" : "it is " + advice));
  }

  // Goes to the value of a member of the current object, if it has such a value.
  private boolean enter(JsonParser parser, Set<String> members, String member, JsonToken value) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken found = parser.nextToken();
      if (found == value && name.equals(member)) {
        return true;
      }
      if (members.size() < MAX_NAMES) {
        members.add(name);
      }
      if (name.equals("creator") && found == JsonToken.START_OBJECT) {
        creator(parser);
      } else {
        parser.skipChildren();
      }
    }
    return false;
  }

  private void creator(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isName = parser.currentName().equals("name");
      if (parser.nextToken() == JsonToken.VALUE_STRING && isName) {
        source.writtenBy(parser.getString());
      }
      parser.skipChildren();
    }
  }

  // What stands behind the entries is of no interest, unless the file is cut there or has more
  // entries in a place where nobody looks for them.
  private void finish(ElementSplitter elements) throws RecordingException {
    String before = "{\"log\":{\"entries\":" + elements.before();
    InputStream document =
        new SequenceInputStream(
            new ByteArrayInputStream(before.getBytes(StandardCharsets.US_ASCII)),
            elements.remaining());
    int breaks = elements.breaks();
    EntryText text = null;
    try {
      text = EntryText.of(new LongStringGuard(document, 0, source.limit()));
      JsonParser parser = text.parser();
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        token = parser.nextToken();
      }
      refuseTwice(parser, breaks, "entries", "log.entries");
      refuseTwice(parser, breaks, "log", "log");
      if (parser.nextToken() != null) {
        throw new RecordingException(
            "%s:%d: there is more behind the HAR, and it is not read; one HAR a file"
                .formatted(name, breaks + parser.currentTokenLocation().getLineNr()));
      }
    } catch (JacksonException e) {
      throw invalid(e, breaks + line(text), index);
    }
  }

  // Goes to the end of the current object.
  private void refuseTwice(JsonParser parser, int breaks, String member, String path)
      throws RecordingException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      if (parser.currentName().equals(member)) {
        throw new RecordingException(
            "%s:%d: %s stands here a second time, which is not read; merge the two"
                .formatted(name, breaks + parser.currentTokenLocation().getLineNr(), path));
      }
      parser.nextToken();
      parser.skipChildren();
    }
  }

  @Override
  public void close() throws IOException {
    try (in) {
      source.close();
    }
  }
}
