package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether names that an exchange has could be secrets of it too. Names of ordinary words are not
 * where they stand nowhere but where names stand: then it need not be looked through for secrets,
 * which costs far more.
 */
public final class NameSearch {
  private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  // The same names are asked for with nearly every exchange of a recording; each has its table.
  private static final int MAX_KNOWN = 100;
  private static final Map<Set<String>, NameSearch> KNOWN = new ConcurrentHashMap<>();

  // Any eight bytes have four together that begin at one of five places.
  private static final int GRAM = 4;
  private static final VarHandle GRAMS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int STEP = SecretIndex.MIN - GRAM + 1;
  private static final int SLOTS = 1 << 12;

  // So many bytes of printable ASCII are in what base64 makes of the shortest secret.
  private static final int DECODED = 7;

  private final boolean isOrdinary;
  // The places of names that begin with four bytes, by the hash of these.
  private final Place[][] places = new Place[SLOTS][];

  private NameSearch(Set<String> names) {
    this.isOrdinary = names.stream().allMatch(NameSearch::isOrdinary);
    for (String text : names) {
      byte[] name = Secrets.fold(text.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i + GRAM <= name.length; i++) {
        int gram = gram(name, i);
        int slot = slot(gram);
        int count = places[slot] == null ? 0 : places[slot].length;
        places[slot] = count == 0 ? new Place[1] : Arrays.copyOf(places[slot], count + 1);
        places[slot][count] = new Place(gram, name, i);
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
  private record Place(int gram, byte[] name, int at) {}

  /**
   * Whether one of the names, or a part of it, may be a secret of the exchange.
   *
   * @param names names of headers and of members of JSON
   */
  public static boolean mayBeSecret(Set<String> names, Exchange exchange) {
    NameSearch search = KNOWN.get(names);
    if (search == null) {
      search = new NameSearch(names);
      if (KNOWN.size() < MAX_KNOWN) {
        KNOWN.put(Set.copyOf(names), search);
      }
    }
    return !search.isOrdinary || search.isIn(exchange);
  }

  private static boolean isOrdinary(String name) {
    return WORDS.matcher(name).matches()
        && !SecretCatalogue.shipped().isLikely(name)
        && !Looks.isSecret(name)
        && !mayBeBase64(name);
  }

  // Whether the base64 of a text may be in it, wherever that begins.
  private static boolean mayBeBase64(String name) {
    for (int start = 0; start < name.length(); start++) {
      int printable = 0;
      int held = 0;
      int bits = 0;
      for (int i = start; i < name.length(); i++) {
        int value = Encoding.BASE64.value(name.charAt(i));
        if (value < 0) {
          break;
        }
        held = held << 6 | value;
        bits += 6;
        if (bits >= 8) {
          bits -= 8;
          int next = held >> bits & 0xFF;
          printable = next >= ' ' && next <= '~' ? printable + 1 : 0;
          if (printable == DECODED) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isIn(Exchange exchange) {
    Exchange.Request request = exchange.request();
    Exchange.Response response = exchange.response();
    return isIn(request.url())
        || isIn(request.headers())
        || isIn(request.body())
        || (response != null && (isIn(response.headers()) || isIn(response.body())));
  }

  private boolean isIn(Headers headers) {
    for (String name : headers.names()) {
      for (String value : headers.all(name)) {
        if (isIn(value)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isIn(String text) {
    return isIn(text.getBytes(StandardCharsets.UTF_8), false)
        || (text.indexOf('%') >= 0
            && isIn(Credentials.decoded(text).getBytes(StandardCharsets.UTF_8), false));
  }

  private boolean isIn(@Nullable Body body) {
    if (body == null || body.undecoded() != null || body.stored() != null) {
      return false;
    }
    String type = body.mediaType() == null ? "" : body.mediaType();
    return !body.charset().equals(StandardCharsets.UTF_8)
        || isIn(body.bytes(), type.contains("json") || type.contains("event-stream"));
  }

  private boolean isIn(byte[] text, boolean isJson) {
    for (int at = 0; at + GRAM <= text.length; at += STEP) {
      int gram = gram(text, at);
      Place[] begun = places[slot(gram)];
      if (begun != null) {
        for (Place place : begun) {
          if (place.gram == gram && isAround(place, text, at, isJson)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  // Whether so much of a name as a secret has stands around a place, and is no member's name there.
  private static boolean isAround(Place place, byte[] text, int at, boolean isJson) {
    byte[] name = place.name;
    int end = 0;
    while (place.at + end < name.length
        && at + end < text.length
        && name[place.at + end] == Secrets.fold(text[at + end])) {
      end++;
    }
    if (end < GRAM) {
      return false;
    }
    int start = 0;
    while (start < place.at
        && start < at
        && name[place.at - start - 1] == Secrets.fold(text[at - start - 1])) {
      start++;
    }
    return start + end >= SecretIndex.MIN && !(isJson && isMemberName(text, at - start, at + end));
  }

  // What stands behind a brace or a comma, and before a colon, is nothing's value.
  private static boolean isMemberName(byte[] text, int from, int to) {
    int start = from;
    while (start > 0 && isPart(text[start - 1])) {
      start--;
    }
    int end = to;
    while (end < text.length && isPart(text[end])) {
      end++;
    }
    if (start == 0 || text[start - 1] != '"' || end == text.length || text[end] != '"') {
      return false;
    }
    start = start - 2;
    while (start > 0 && Secrets.isSpace(text[start])) {
      start--;
    }
    end++;
    while (end < text.length && Secrets.isSpace(text[end])) {
      end++;
    }
    return start >= 0
        && (text[start] == '{' || text[start] == ',')
        && end < text.length
        && text[end] == ':';
  }

  private static boolean isPart(byte next) {
    return Encoding.BASE64.value(next) >= 0 || next == '.';
  }

  // Four bytes, of which letters are the same in either case; some others are too.
  private static int gram(byte[] text, int at) {
    return (int) GRAMS.get(text, at) | 0x20202020;
  }

  private static int slot(int gram) {
    return (gram * 0x9E3779B9) >>> 20;
  }
}
