package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The clauses of the WHATWG standard on event streams, in its order. */
class EventStreamDecoderTests {
  private static final int LIMIT = 64;

  /** What was told, one line each. */
  private static final class Told implements EventStreamDecoder.Sink {
    final List<String> lines = new ArrayList<>();

    @Override
    public void event(Event event) {
      lines.add(
          "%d %s@%d+%d %s"
              .formatted(
                  event.index(), event.type(), event.offset(), event.length(), event.data()));
    }

    @Override
    public void tooLong(int index, long offset, long length) {
      lines.add("%d too long@%d+%d".formatted(index, offset, length));
    }

    @Override
    public void notUtf8(int index, long offset) {
      lines.add("%d not UTF-8@%d".formatted(index, offset));
    }

    @Override
    public void outside(long offset, long length, String text) {
      lines.add("outside@%d+%d %s".formatted(offset, length, text));
    }

    @Override
    public void cut(int index, long offset, long length, String data) {
      lines.add("%d cut@%d+%d %s".formatted(index, offset, length, data));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> decoded(String stream) {
    return decoded(bytes(stream));
  }

  private static List<String> decoded(byte[]... feeds) {
    Told told = new Told();
    EventStreamDecoder decoder = new EventStreamDecoder(told, LIMIT);
    for (byte[] feed : feeds) {
      decoder.feed(feed, 0, feed.length);
    }
    decoder.end();
    return told.lines;
  }

  @Test
  void aByteOrderMarkAtTheBeginIsIgnored() {
    assertThat(decoded("\uFEFFdata: a\n\n")).containsExactly("0 message@0+11 a");
  }

  @Test
  void aByteOrderMarkMayBeSplit() {
    byte[] stream = bytes("\uFEFFdata: a\n\n");

    assertThat(decoded(new byte[] {stream[0]}, new byte[] {stream[1]}, tail(stream, 2)))
        .containsExactly("0 message@0+11 a");
  }

  @Test
  void onlyOneByteOrderMarkIsIgnored() {
    assertThat(decoded("\uFEFF\uFEFFdata: a\n\n")).containsExactly("outside@0+14 \uFEFFdata: a");
  }

  @Test
  void aByteOrderMarkFurtherOnIsPartOfAField() {
    assertThat(decoded("data: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n"))
        .containsExactly(
            "0 message@0+8 a", "outside@9+11 \uFEFFdata: b", "1 message@21+11 \uFEFFc");
  }

  @Test
  void lineFeedEndsALine() {
    assertThat(decoded("data: a\ndata: b\n\n")).containsExactly("0 message@0+16 a\nb");
  }

  @Test
  void carriageReturnEndsALine() {
    assertThat(decoded("data: a\rdata: b\r\rdata: c\r\r"))
        .containsExactly("0 message@0+16 a\nb", "1 message@17+8 c");
  }

  @Test
  void carriageReturnAndLineFeedEndOneLine() {
    assertThat(decoded("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n"))
        .containsExactly("0 message@0+18 a\nb", "1 message@20+9 c");
  }

  @Test
  void carriageReturnAndLineFeedMayBeSplit() {
    assertThat(
            decoded(
                bytes("data: a\r"), bytes("\ndata: b\r"), bytes("\n\r"), bytes("\ndata: c\n\n")))
        .containsExactly("0 message@0+18 a\nb", "1 message@20+8 c");
  }

  @Test
  void lineFeedAndCarriageReturnEndTwoLines() {
    assertThat(decoded("data: a\n\rdata: b\n\r"))
        .containsExactly("0 message@0+8 a", "1 message@9+8 b");
  }

  @Test
  void anEventIsToldBeforeALineFeedThatMayFollow() {
    Told told = new Told();
    EventStreamDecoder decoder = new EventStreamDecoder(told, LIMIT);

    decoder.feed(bytes("data: a\r\r"), 0, 9);

    assertThat(told.lines).containsExactly("0 message@0+8 a");
  }

  @Test
  void emptyLinesBetweenEventsAreIgnored() {
    assertThat(decoded("\n\ndata: a\n\n\n\n\ndata: b\n\n"))
        .containsExactly("0 message@2+8 a", "1 message@14+8 b");
  }

  @Test
  void commentsAreIgnored() {
    assertThat(decoded(": first\n\n:\ndata: a\n:data: b\ndata: c\n\n: last\n"))
        .containsExactly("0 message@11+25 a\nc");
  }

  @Test
  void aFieldWithoutColonHasAnEmptyValue() {
    assertThat(decoded("data\n\ndata\ndata\n\n"))
        .containsExactly("0 message@0+5 ", "1 message@6+10 \n");
  }

  @Test
  void oneSpaceAfterTheColonIsOptional() {
    assertThat(decoded("data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\n"))
        .containsExactly(
            "0 message@0+7 a", "1 message@8+8 a", "2 message@17+9  a", "3 message@27+8 \ta");
  }

  @Test
  void aSpaceBeforeTheColonIsPartOfTheName() {
    assertThat(decoded("data : a\n\n data: a\n\n"))
        .containsExactly("outside@0+9 data : a", "outside@10+9  data: a");
  }

  @Test
  void colonsInAValueBelongToIt() {
    assertThat(decoded("data: a: b\n\n")).containsExactly("0 message@0+11 a: b");
  }

  @Test
  void namesOfFieldsAreInSmallLetters() {
    assertThat(decoded("DATA: a\n\nData: a\n\n"))
        .containsExactly("outside@0+8 DATA: a", "outside@9+8 Data: a");
  }

  @Test
  void severalDataLinesAreJoinedByLineFeeds() {
    assertThat(decoded("data: YHOO\ndata: +2\ndata: 10\n\n"))
        .containsExactly("0 message@0+29 YHOO\n+2\n10");
  }

  @Test
  void emptyDataIsAnEvent() {
    assertThat(decoded("data:\n\ndata: \n\n")).containsExactly("0 message@0+6 ", "1 message@7+7 ");
  }

  @Test
  void eventNamesTheType() {
    assertThat(decoded("event: add\ndata: a\n\ndata: b\n\n"))
        .containsExactly("0 add@0+19 a", "1 message@20+8 b");
  }

  @Test
  void theLastEventFieldCounts() {
    assertThat(decoded("event: add\nevent: remove\ndata: a\n\nevent: add\nevent\ndata: b\n\n"))
        .containsExactly("0 remove@0+33 a", "1 message@34+25 b");
  }

  @Test
  void anEventWithoutDataIsNone() {
    assertThat(decoded("event: add\n\nid: 1\n\ndata: a\n\n")).containsExactly("0 message@19+8 a");
  }

  @Test
  void idBeginsAnEventAndChangesNothingInIt() {
    assertThat(decoded("id: 1\ndata: a\n\nid\ndata: b\n\n"))
        .containsExactly("0 message@0+14 a", "1 message@15+11 b");
  }

  @Test
  void anIdWithANulIsIgnored() {
    assertThat(decoded("id: 1\0002\ndata: a\n\n")).containsExactly("0 message@0+16 a");
  }

  @Test
  void retryIsIgnoredWhateverItHolds() {
    assertThat(decoded("retry: 3000\n\nretry: soon\ndata: a\n\n"))
        .containsExactly("0 message@13+20 a");
  }

  @Test
  void unknownFieldsAreIgnoredAndTold() {
    assertThat(decoded("foo: b\ndata: a\nbar\ndatas: c\n\n"))
        .containsExactly("outside@0+7 foo: b", "outside@15+13 bar\ndatas: c", "0 message@7+21 a");
  }

  @Test
  void linesOutsideOfEventsAreToldUpToAnEmptyLineOrAField() {
    assertThat(decoded("{\n}\n\n[\n: comment\n]\nid: 1\nx\ndata: a\n\ny"))
        .containsExactly(
            "outside@0+4 {\n}",
            "outside@5+14 [\n]",
            "outside@25+2 x",
            "0 message@19+16 a",
            "outside@36+1 y");
  }

  @Test
  void linesOutsideOfEventsAreToldInPiecesWhereTheyAreMany() {
    Told told = new Told();
    EventStreamDecoder decoder = new EventStreamDecoder(told, LIMIT);
    byte[] line = bytes("{\"a\":%s}\n".formatted("1".repeat(40)));
    for (int i = 0; i < 100_000; i++) {
      decoder.feed(line, 0, line.length);
    }
    decoder.end();

    assertThat(told.lines).hasSizeBetween(4, 10).allMatch(text -> text.length() < 1_100_000);
  }

  @Test
  void anEventThatIsCutAtTheEndIsNone() {
    assertThat(decoded("data: a\n\ndata: b\n")).containsExactly("0 message@0+8 a", "1 cut@9+8 b");
    assertThat(decoded("data: a\n\ndata: b")).containsExactly("0 message@0+8 a", "1 cut@9+7 b");
    assertThat(decoded("data: a\n\nda")).containsExactly("0 message@0+8 a", "1 cut@9+2 ");
    assertThat(decoded("data: a\n\nevent: x\n")).containsExactly("0 message@0+8 a", "1 cut@9+9 ");
  }

  @Test
  void whatLosesNoEventIsNotCut() {
    assertThat(decoded("data: a\n\n: by")).containsExactly("0 message@0+8 a");
    assertThat(decoded("data: a\n\nid: 7")).containsExactly("0 message@0+8 a");
    assertThat(decoded("{\"error\": 1}")).containsExactly("outside@0+12 {\"error\": 1}");
    assertThat(decoded("\uFEFF")).isEmpty();
    assertThat(decoded("")).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreToldWithTheirOffsetAndReplaced() {
    byte[] stream = bytes("data: a\n\ndata: b?c\n\ndata: d\n\n");
    stream[16] = (byte) 0xFF;

    assertThat(decoded(stream))
        .containsExactly(
            "0 message@0+8 a", "1 not UTF-8@16", "1 message@9+10 b\uFFFDc", "2 message@20+8 d");
  }

  @Test
  void theOffsetOfBytesThatAreNoUtf8CountsTheByteOrderMark() {
    byte[] stream = bytes("\uFEFFdata: ?\n\n");
    stream[9] = (byte) 0xC0;

    assertThat(decoded(stream)).containsExactly("0 not UTF-8@9", "0 message@0+11 \uFFFD");
  }

  @Test
  void surrogatesAndLongFormsAreNoUtf8() {
    byte[] surrogate = bytes("data: ???\n\n");
    surrogate[6] = (byte) 0xED;
    surrogate[7] = (byte) 0xA0;
    surrogate[8] = (byte) 0x80;

    assertThat(decoded(surrogate)).contains("0 not UTF-8@6");
  }

  @Test
  void charactersMayBeSplit() {
    byte[] stream = bytes("data: 你好😀\n\n");

    for (int at = 0; at < stream.length; at++) {
      assertThat(decoded(head(stream, at), tail(stream, at)))
          .containsExactly("0 message@0+17 你好😀");
    }
  }

  @Test
  void aCharacterThatTheEndCutsIsPartOfTheCut() {
    byte[] stream = bytes("data: 😀");

    assertThat(decoded(head(stream, 8))).hasSize(1).first().asString().startsWith("0 cut@0+8");
  }

  @Test
  void anEventLongerThanTheLimitIsToldAndTheNextOneRead() {
    String line = "data: " + "a".repeat(30) + "\n";

    assertThat(decoded(line.repeat(3) + "\ndata: b\n\n"))
        .containsExactly("0 too long@0+111", "1 message@112+8 b");
  }

  @Test
  void aLineLongerThanTheLimitIsToldAndTheNextOneRead() {
    String line = "data: " + "a".repeat(100) + "\n";

    assertThat(decoded(line + "\ndata: b\n\n"))
        .containsExactly("0 too long@0+107", "1 message@108+8 b");
    assertThat(decoded("data: a\n" + line + "\ndata: b\n\n"))
        .containsExactly("0 too long@0+115", "1 message@116+8 b");
  }

  @Test
  void aCommentLongerThanTheLimitIsIgnored() {
    assertThat(decoded(":" + "a".repeat(100) + "\ndata: b\n\n"))
        .containsExactly("0 message@102+8 b");
  }

  @Test
  void aLineThatNeverEndsIsCut() {
    assertThat(decoded("data: a\n\ndata: " + "b".repeat(1000)))
        .containsExactly("0 message@0+8 a", "1 cut@9+1006 ");
    assertThat(decoded(bytes("data: "), bytes("b".repeat(40)), bytes("b".repeat(40)), bytes("b")))
        .containsExactly("0 cut@0+87 ");
  }

  @Test
  void aFeedIsAPieceOfAnArray() {
    Told told = new Told();
    EventStreamDecoder decoder = new EventStreamDecoder(told, LIMIT);

    decoder.feed(bytes("xxdata: axx"), 2, 7);
    decoder.feed(bytes("xx\n\nxx"), 2, 2);
    decoder.feed(new byte[0], 0, 0);
    decoder.end();

    assertThat(told.lines).containsExactly("0 message@0+8 a");
  }

  @Test
  void aStreamIsReadToItsEnd() throws IOException {
    Told told = new Told();

    EventStreamDecoder.decode(
        new ByteArrayInputStream(bytes("data: a\n\n".repeat(2000) + "data: b")), told);

    assertThat(told.lines).hasSize(2001).last().isEqualTo("2000 cut@18000+7 b");
  }

  @Test
  void anySplitIntoFeedsTellsTheSame() {
    Random random = new Random(20240930);
    for (int round = 0; round < 3000; round++) {
      byte[] stream = stream(random);
      List<String> whole = decoded(stream);

      List<byte[]> feeds = new ArrayList<>();
      for (int at = 0; at < stream.length; ) {
        int next = Math.min(stream.length, at + random.nextInt(7));
        feeds.add(head(tail(stream, at), next - at));
        at = next;
      }

      assertThat(decoded(feeds.toArray(byte[][]::new)))
          .as(() -> new String(stream, StandardCharsets.ISO_8859_1))
          .isEqualTo(whole);
    }
  }

  private static byte[] stream(Random random) {
    String[] pieces = {
      "data",
      "event",
      "id",
      ":",
      ": ",
      " ",
      "\n",
      "\r",
      "\r\n",
      "\n\n",
      "a",
      "你",
      "😀",
      "\uFEFF",
      "\0",
      "data: x\n",
      "event: y\r",
      "{",
      "0123456789012345678901234567890123456789"
    };
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(30); count >= 0; count--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    byte[] stream = bytes(text.toString());
    if (random.nextInt(4) == 0 && stream.length > 0) {
      stream[random.nextInt(stream.length)] = (byte) (0x80 | random.nextInt(0x80));
    }
    return stream;
  }

  private static byte[] head(byte[] bytes, int count) {
    return Arrays.copyOf(bytes, count);
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }
}
