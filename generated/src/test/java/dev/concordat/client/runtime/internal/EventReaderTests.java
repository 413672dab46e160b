package dev.concordat.client.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concordat.client.runtime.internal.EventReader.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import okio.Okio;
import okio.Pipe;
import org.junit.jupiter.api.Test;

/** The clauses of the event stream format, HTML 9.2.5 and 9.2.6. */
class EventReaderTests {
  @Test
  void anEventEndsAtAnEmptyLine() throws IOException {
    assertThat(events("data: a\n\ndata: b\n\n")).containsExactly(event("a"), event("b"));
  }

  @Test
  void linesEndWithCrLfOrLfOrCr() throws IOException {
    assertThat(events("data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\n"))
        .containsExactly(event("a"), event("b"), event("c"), event("d"));
  }

  @Test
  void severalLinesOfDataAreJoinedByLineFeeds() throws IOException {
    assertThat(events("data: a\ndata\ndata: b\n\n")).containsExactly(event("a\n\nb"));
  }

  @Test
  void aLineFeedBehindACarriageReturnEndsNoLineOfItsOwn() throws IOException {
    assertThat(events("data: a\r\ndata: b\r\n\r\n")).containsExactly(event("a\nb"));
    assertThat(events("data: a\rdata: b\r\r")).containsExactly(event("a\nb"));
  }

  @Test
  void oneSpaceBehindTheColonIsDropped() throws IOException {
    assertThat(events("data:a\n\ndata: b\n\ndata:  c\n\n"))
        .containsExactly(event("a"), event("b"), event(" c"));
  }

  @Test
  void commentsAndUnknownFieldsAreIgnored() throws IOException {
    assertThat(events(": keep-alive\n\n:\nid: 1\nretry: 5\nfoo: bar\nfoo\ndata: a\n\n"))
        .containsExactly(event("a"));
  }

  @Test
  void anEventHasANameUntilItEnds() throws IOException {
    assertThat(events("event: error\ndata: a\n\ndata: b\n\n"))
        .containsExactly(new Event("error", "a", true), event("b"));
  }

  @Test
  void anEventWithoutDataIsNone() throws IOException {
    assertThat(events("event: ping\n\ndata: a\n\n")).containsExactly(event("a"));
  }

  @Test
  void aByteOrderMarkBeforeTheFirstLineIsDropped() throws IOException {
    assertThat(events("\ufeffdata: a\n\n")).containsExactly(event("a"));
    assertThat(events("data: a\n\n\ufeffdata: b\n\n")).containsExactly(event("a"));
  }

  @Test
  void anEventThatTheEndCutsOffIsMarked() throws IOException {
    assertThat(events("data: a\n\ndata: b\n"))
        .containsExactly(event("a"), new Event("", "b", false));
    assertThat(events("data: b")).containsExactly(new Event("", "b", false));
  }

  @Test
  void thereIsNothingInAnEmptySource() throws IOException {
    assertThat(events("")).isEmpty();
    assertThat(events("\n\n: x\n")).isEmpty();
  }

  @Test
  void textIsUtf8AcrossTheBordersOfWhatArrives() throws IOException {
    assertThat(events("data: 你好 \ud83d\ude00\n\n")).containsExactly(event("你好 \ud83d\ude00"));
  }

  @Test
  void aLineThatNeverEndsIsRefused() {
    assertThatThrownBy(() -> events("data: " + "x".repeat(2000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1000");
    assertThatThrownBy(() -> events("data: xxxxxxxxxxxx\n".repeat(100)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1000");
  }

  @Test
  void anEventIsReadWithoutWaitingForTheNextByte() throws IOException {
    for (String end : List.of("\n\n", "\r\n\r\n", "\r\r")) {
      Pipe pipe = new Pipe(1000);
      EventReader reader = new EventReader(Okio.buffer(pipe.source()), 1000);
      Buffer bytes = new Buffer().writeUtf8("data: a" + end);
      pipe.sink().write(bytes, bytes.size());

      // Nothing more is written and the pipe stays open: a reader that wants more would hang.
      pipe.source().timeout().timeout(5, TimeUnit.MINUTES);
      assertThat(reader.next()).isEqualTo(event("a"));
    }
  }

  private static Event event(String data) {
    return new Event("", data, true);
  }

  private static List<Event> events(String stream) throws IOException {
    EventReader reader = new EventReader(new Buffer().writeUtf8(stream), 1000);
    List<Event> events = new ArrayList<>();
    for (EventReader.Item item = reader.next(); item != null; item = reader.next()) {
      if (item instanceof Event event) {
        events.add(event);
      }
    }
    return events;
  }
}
