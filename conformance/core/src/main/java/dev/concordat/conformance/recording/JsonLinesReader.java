package dev.concordat.conformance.recording;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.json.JsonBytes;
import dev.concordat.conformance.recording.RecordingName.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Reads a file that has one HAR entry on each line. A bad line is reported and passed over. */
final class JsonLinesReader extends RecordingReader {
  /** A HAR entry on each line. */
  @AutoService(RecordingFormat.class)
  public static final class Format implements RecordingFormat {
    private static final SortedMap<String, Packing> ENDINGS =
        new TreeMap<>(Map.of(".jsonl", Packing.NONE, ".ndjson", Packing.NONE));

    @Override
    public SortedMap<String, Packing> endings() {
      return ENDINGS;
    }

    /** Whatever is none of another format may have mistakes that are told line by line. */
    @Override
    public boolean isBegunBy(String start) {
      return false;
    }

    @Override
    public RecordingReader open(String name, InputStream in, RecordingSource source) {
      return new JsonLinesReader(name, in, source);
    }
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  // The first line of JSON that is written over several.
  private static final Pattern OPEN = Pattern.compile("[{\\[]\r?\n");

  private final String name;
  private final InputStream in;
  private final RecordingSource source;
  private @Nullable Lines opened;
  private final int maxHeld;
  private int index;

  JsonLinesReader(String name, InputStream in, RecordingSource source) {
    this(name, in, source, EntrySplitter.MAX_HELD);
  }

  JsonLinesReader(String name, InputStream in, RecordingSource source, int maxHeld) {
    this.name = name;
    this.in = in;
    this.source = source;
    this.maxHeld = maxHeld;
  }

  @Override
  public @Nullable EntryBatch batch() throws RecordingException {
    try {
      Lines lines = opened;
      if (lines == null) {
        byte[] start = in.readNBytes(BYTE_ORDER_MARK.length);
        if (OPEN.matcher(new String(start, StandardCharsets.ISO_8859_1)).lookingAt()) {
          throw new RecordingException(
              "%s:1: an entry has to stand on one line, and the first line is the beginning of one;"
                      .formatted(name)
                  + " write one a line, such as with jq -c . (of a list '.[]'); a HAR's name ends"
                  + " in .har");
        }
        boolean isMark = Arrays.equals(start, BYTE_ORDER_MARK);
        lines = new Lines(in, isMark ? new byte[0] : start, isMark ? start.length : 0, maxHeld);
        opened = lines;
      }
      EntryBatch.Held batch = lines.next(index, this::entry);
      if (batch == null) {
        return new LongLine(lines, index++);
      }
      index += batch.count();
      return batch.count() == 0 ? null : batch;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private RecordingException unreadable(IOException failure) {
    return new RecordingException(
        "%s:%d: cannot be read any further: %s"
            .formatted(name, opened == null ? 0 : opened.currentLine(), failure.getMessage()),
        failure);
  }

  private Entry entry(byte[] block, int start, int end, int line, int at) {
    Entry ordinary = EntryReader.ordinary(block, start, end, source, at, line);
    if (ordinary != null) {
      return ordinary;
    }
    try (EntryText text = EntryText.of(block, start, end)) {
      return entry(text, line, at);
    } catch (JacksonException e) {
      return unread(e, line, at);
    }
  }

  private Entry entry(EntryText text, int line, int at) {
    JsonParser parser = text.parser();
    if (parser.nextToken() == null) {
      return new Unread(
          at, line, "line %d: there is no JSON value, only a byte order mark".formatted(line));
    }
    Entry entry = EntryReader.entry(text, source, at, line, "line", line);
    return entry instanceof Read && parser.nextToken() != null
        ? new Unread(
            at, line, "line %d: there is more behind the entry; one entry a line".formatted(line))
        : entry;
  }

  private static Entry unread(JacksonException failure, int line, int at) {
    return new Unread(
        at,
        line,
        "line %d, column %d: %s".formatted(line, column(failure), EntryReader.explain(failure)));
  }

  // A limit that is exceeded has no place.
  private static int column(JacksonException failure) {
    return failure.getLocation() == null ? 1 : failure.getLocation().getColumnNr();
  }

  /** Cuts a recording into its lines. What is blank before an entry is not part of it. */
  private static final class Lines extends EntrySplitter {
    // How many lines have ended.
    private int lines;

    Lines(InputStream in, byte[] begun, long offset, int maxHeld) {
      super(in, begun, offset, maxHeld);
    }

    /** The line, from 1, that is being read; 0 where none was. */
    int currentLine() {
      return isInEntry() ? lines + 1 : lines;
    }

    @Override
    boolean between(byte next) {
      switch (next) {
        case ' ', '\t', '\r' -> {}
        case '\n' -> lines++;
        default -> begin(lines + 1);
      }
      return true;
    }

    @Override
    boolean scanEntry(byte[] text, int limit) {
      int at = JsonBytes.find(text, scanned, limit, '\n', '\n');
      scanned = at;
      if (at == limit) {
        return false;
      }
      stop = at;
      scanned++;
      endEntry();
      return true;
    }

    @Override
    void endEntry() {
      super.endEntry();
      lines++;
    }
  }

  private final class LongLine extends EntryBatch.Passing {
    private final Lines lines;

    LongLine(Lines lines, int index) {
      super(index);
      this.lines = lines;
    }

    @Override
    Entry read(int at) throws RecordingException {
      int line = lines.line;
      int limit = source.limit();
      EntrySplitter.Rest rest = lines.rest();
      Entry entry;
      try (EntryText text = EntryText.of(new LongStringGuard(rest, lines.offset(), limit))) {
        entry = entry(text, line, at);
      } catch (JacksonException e) {
        entry = unread(e, line, at);
      }
      try {
        // A failure of the file is no fault of the line.
        lines.rethrow();
        rest.skip();
        return entry;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (in) {
      source.close();
    }
  }
}
