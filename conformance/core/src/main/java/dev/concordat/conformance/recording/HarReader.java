package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** Reads a HAR 1.2 file: the entries of its {@code log}. */
final class HarReader extends RecordingReader {
  private final String name;
  private final JsonParser parser;
  private int index;
  private boolean found;

  HarReader(String name, InputStream in) {
    this.name = name;
    this.parser = EntryReader.parser(new LongStringGuard(in, MAX_STRING));
  }

  @Override
  public @Nullable Entry next() throws RecordingException {
    try {
      if (!found) {
        findEntries();
        found = true;
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        finish();
        return null;
      }
      if (token == null) {
        return null;
      }
      int here = index++;
      return EntryReader.entry(parser, here, "entry %d".formatted(here));
    } catch (JacksonIOException e) {
      throw new RecordingException(
          "%s: entry %d: cannot be read: %s".formatted(name, index, e.getOriginalMessage()), e);
    } catch (JacksonException e) {
      throw new RecordingException(
          "%s:%d: entry %d: no valid JSON: %s; what comes after is not read"
              .formatted(name, e.getLocation().getLineNr(), index, e.getOriginalMessage()),
          e);
    }
  }

  private void findEntries() throws RecordingException {
    if (parser.nextToken() == JsonToken.START_OBJECT && enter("log", JsonToken.START_OBJECT)) {
      if (enter("entries", JsonToken.START_ARRAY)) {
        return;
      }
    }
    throw new RecordingException(
        name + ": not a HAR file: it has no array log.entries; export it as HAR 1.2");
  }

  // Goes to the value of a member of the current object, if it has such a value.
  private boolean enter(String member, JsonToken value) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = parser.currentName().equals(member);
      if (parser.nextToken() == value && wanted) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  // What stands behind the entries is of no interest, unless the file is cut there.
  private void finish() {
    while (parser.nextToken() != null) {
      parser.skipChildren();
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
