package dev.concordat.conformance.recording;

import org.jspecify.annotations.Nullable;

/**
 * The events that a page's {@code EventSource} received, as Chrome writes them in place of the
 * answer's text ({@code _eventSourceMessages}), put together as an event stream again. Comments and
 * {@code retry} are lost in them.
 */
final class EventMessages {
  private final StringBuilder stream = new StringBuilder();
  private @Nullable String type;
  private @Nullable String id;
  private @Nullable String data;
  private boolean isTooLong;

  private EventMessages() {}

  /** The messages that the entry is at. */
  static EventMessages read(EntryMembers members) {
    EventMessages messages = new EventMessages();
    members.objects(
        name -> {
          switch (name) {
            case "eventName" -> messages.type = members.anyText();
            case "eventId" -> messages.id = members.anyText();
            case "data" -> messages.data = members.text("", name);
            default -> members.skip();
          }
        },
        messages::endEvent);
    return messages;
  }

  private void endEvent() {
    if (data != null && stream.length() + data.length() > RecordingReader.MAX_STRING) {
      isTooLong = true;
    } else if (data != null) {
      field("event", "message".equals(type) ? null : type);
      field("id", id);
      for (String line : data.split("\r\n|\r|\n", -1)) {
        field("data", line);
      }
      stream.append('\n');
    }
    type = null;
    id = null;
    data = null;
  }

  private void field(String name, @Nullable String value) {
    if (value != null) {
      stream.append(name).append(": ").append(value).append('\n');
    }
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return stream.isEmpty();
  }

  /** The event stream. */
  String text() {
    return stream.toString() + (isTooLong ? LongStringGuard.CUT : "");
  }
}
