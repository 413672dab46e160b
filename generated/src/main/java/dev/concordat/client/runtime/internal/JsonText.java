package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.util.Map;
import okio.BufferedSink;

/**
 * Writes values as JSON text. Moshi's own writer turns a surrogate without its partner into a
 * question mark; here it is written as an escape, so that what was read comes back.
 */
final class JsonText {
  private final BufferedSink sink;

  JsonText(BufferedSink sink) {
    this.sink = sink;
  }

  void write(JsonValue value) throws IOException {
    if (value instanceof JsonObject object) {
      writeObject(object);
    } else if (value instanceof JsonArray array) {
      writeArray(array);
    } else if (value instanceof JsonString string) {
      writeString(string.text());
    } else if (value instanceof JsonNumber number) {
      sink.writeUtf8(number.text());
    } else if (value instanceof JsonBoolean bool) {
      sink.writeUtf8(bool.value() ? "true" : "false");
    } else if (value instanceof JsonNull) {
      sink.writeUtf8("null");
    }
  }

  private void writeObject(JsonObject object) throws IOException {
    sink.writeByte('{');
    boolean first = true;
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      if (!first) {
        sink.writeByte(',');
      }
      first = false;
      writeString(member.getKey());
      sink.writeByte(':');
      write(member.getValue());
    }
    sink.writeByte('}');
  }

  private void writeArray(JsonArray array) throws IOException {
    sink.writeByte('[');
    boolean first = true;
    for (JsonValue item : array.items()) {
      if (!first) {
        sink.writeByte(',');
      }
      first = false;
      write(item);
    }
    sink.writeByte(']');
  }

  private void writeString(String text) throws IOException {
    sink.writeByte('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Line and paragraph separators are legal JSON and end a line in JavaScript.
      if (c < 0x20
          || c == '"'
          || c == '\\'
          || c == 0x2028
          || c == 0x2029
          || isLoneSurrogate(text, i)) {
        sink.writeUtf8(text, written, i);
        sink.writeUtf8(escape(c));
        written = i + 1;
      }
    }
    sink.writeUtf8(text, written, text.length());
    sink.writeByte('"');
  }

  static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) c);
    };
  }

  static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
