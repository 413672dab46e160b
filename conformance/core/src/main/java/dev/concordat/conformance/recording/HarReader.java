package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** Reads a HAR 1.2 file: the entries of its {@code log}. */
final class HarReader extends RecordingReader {
  private static final int MAX_NAMES = 100;

  private final String name;
  private final InputStream in;
  private RecordingSource source;
  private @Nullable JsonParser opened;
  private int index;

  HarReader(String name, InputStream in, RecordingSource source) {
    this.name = name;
    this.in = in;
    this.source = source;
  }

  @Override
  public @Nullable Entry next() throws RecordingException {
    try {
      JsonParser parser = opened;
      if (parser == null) {
        // Opening reads, and may fail as any reading does.
        parser = EntryReader.parser(new LongStringGuard(in, 0, source.longStrings().limit()));
        opened = parser;
        findEntries(parser);
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        finish(parser);
        return null;
      }
      if (token == null) {
        return null;
      }
      Entry entry = EntryReader.entry(parser, source, index, "entry %d".formatted(index));
      index++;
      return entry;
    } catch (JacksonIOException e) {
      throw new RecordingException(
          "%s: entry %d: cannot be read: %s".formatted(name, index, e.getOriginalMessage()), e);
    } catch (JacksonException e) {
      throw new RecordingException(
          "%s:%d: entry %d: %s; what comes after is not read"
              .formatted(name, line(), index, EntryReader.explain(e)),
          e);
    }
  }

  private int line() {
    return opened == null ? 1 : opened.currentLocation().getLineNr();
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
        source = source.by(parser.getString());
      }
      parser.skipChildren();
    }
  }

  // What stands behind the entries is of no interest, unless the file is cut there or has more
  // entries in a place where nobody looks for them.
  private void finish(JsonParser parser) throws RecordingException {
    refuseTwice(parser, "entries", "log.entries");
    refuseTwice(parser, "log", "log");
    if (parser.nextToken() != null) {
      throw new RecordingException(
          "%s:%d: there is more behind the HAR, and it is not read; one HAR a file"
              .formatted(name, parser.currentTokenLocation().getLineNr()));
    }
  }

  // Goes to the end of the current object.
  private void refuseTwice(JsonParser parser, String member, String path)
      throws RecordingException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      if (parser.currentName().equals(member)) {
        throw new RecordingException(
            "%s:%d: %s stands here a second time, which is not read; merge the two"
                .formatted(name, parser.currentTokenLocation().getLineNr(), path));
      }
      parser.nextToken();
      parser.skipChildren();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
