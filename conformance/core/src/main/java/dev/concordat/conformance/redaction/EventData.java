package dev.concordat.conformance.redaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The data of the events of a stream, one behind the other, so that what is split over events is
 * whole. Of any other text, the text.
 *
 * @param view the data, nothing between them
 * @param ends where the data of each event ends
 * @param isInLines whether those of an event stand on more than one line
 */
record EventData(TextView view, List<Integer> ends, boolean isInLines) {
  private static final List<String> FIELDS = List.of("data:", "event:", "id:", "retry:");

  static EventData of(TextView text) {
    if (!isStream(text)) {
      return new EventData(text, List.of(text.length()), false);
    }
    TextView.Builder data = new TextView.Builder(text, text.length());
    List<Integer> ends = new ArrayList<>();
    boolean isInLines = false;
    int lines = 0;
    int start = start(text);
    while (start < text.length()) {
      int end = lineEnd(text, start);
      if (end == start) {
        ends.add(data.length());
        lines = 0;
      } else if (startsWith(text, start, end, "data:")) {
        data.copy(start + (startsWith(text, start, end, "data: ") ? 6 : 5), end);
        lines++;
      } else if (text.byteAt(start) == '{') {
        data.copy(start, end);
        lines++;
      }
      isInLines |= lines > 1;
      boolean isPair =
          end + 1 < text.length() && text.byteAt(end) == '\r' && text.byteAt(end + 1) == '\n';
      start = end + (isPair ? 2 : 1);
    }
    ends.add(data.length());
    return new EventData(data.build(), ends, isInLines);
  }

  /** Takes the names of fields and the ends of lines, which a mask must not break, out of marks. */
  static void keepFraming(TextView text, BitSet marks) {
    for (int start = start(text); start < text.length(); ) {
      int end = lineEnd(text, start);
      for (String field : FIELDS) {
        if (startsWith(text, start, end, field)) {
          marks.clear(start, start + field.length());
        }
      }
      if (end < text.length()) {
        marks.clear(end);
      }
      start = end + 1;
    }
  }

  // Whatever it is said to be: a stream is one where a line has the name of its field.
  private static boolean isStream(TextView text) {
    int start = start(text);
    while (start < text.length()) {
      int end = lineEnd(text, start);
      if (startsWith(text, start, end, "data:")) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  // Behind a byte order mark.
  private static int start(TextView text) {
    return startsWith(text, 0, text.length(), "\u00EF\u00BB\u00BF") ? 3 : 0;
  }

  private static int lineEnd(TextView text, int start) {
    int at = start;
    while (at < text.length() && text.byteAt(at) != '\n' && text.byteAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static boolean startsWith(TextView text, int start, int end, String name) {
    if (end - start < name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((text.byteAt(start + i) & 0xFF) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
