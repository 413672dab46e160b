package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether names and values that an exchange has could be secrets of it too. Ordinary words are not
 * where they stand nowhere but where names stand or, a value, once and where it is that of its
 * member: then it need not be looked through for secrets, which costs far more.
 */
public final class NameSearch {
  private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  // Of a URL without a user, in which nothing is named.
  private static final Pattern HOST_AND_PATH =
      Pattern.compile("https?://[A-Za-z0-9.-]+(?::\\d{1,5})?/[A-Za-z0-9_./-]*");

  // The same names are asked for with nearly every exchange of a recording; each has its table.
  private static final int MAX_KNOWN = 100;
  private static final Map<Set<String>, NameSearch> KNOWN = new ConcurrentHashMap<>();

  // So many bytes of printable ASCII are in what base64 makes of the shortest secret.
  private static final int DECODED = 7;

  private final boolean isOrdinary;
  private final int names;
  private final List<Member> members;
  private final WordSearch words;

  private NameSearch(Set<String> names, Set<Member> members) {
    this.names = names.size();
    this.members = List.copyOf(members);
    List<String> all = new ArrayList<>(names);
    this.members.forEach(member -> all.add(member.value));
    this.isOrdinary = all.stream().allMatch(NameSearch::isOrdinary);
    // Who is not ordinary is not searched for, and may be of any length.
    this.words = new WordSearch(isOrdinary ? all : List.of());
  }

  /**
   * A member of a JSON body that holds a string or a number.
   *
   * @param name its name, which says nothing of a secret; nor does that of what the member is in
   */
  public record Member(String name, String value) {}

  /**
   * Whether one of these, or a part of it, may be a secret of the exchange.
   *
   * @param names names of headers and of members of JSON
   * @param members members whose values are asked for
   */
  public static boolean mayBeSecret(Set<String> names, Set<Member> members, Exchange exchange) {
    NameSearch search = members.isEmpty() ? KNOWN.get(names) : null;
    if (search == null) {
      search = new NameSearch(names, members);
      if (members.isEmpty() && KNOWN.size() < MAX_KNOWN) {
        KNOWN.put(Set.copyOf(names), search);
      }
    }
    return !search.isOrdinary || search.new Look().isAnyIn(exchange);
  }

  private static boolean isOrdinary(String word) {
    return WORDS.matcher(word).matches()
        && !SecretCatalogue.shipped().isLikely(word)
        && !Looks.isSecret(word)
        && !mayBeBase64(word);
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

  /** One look through an exchange. */
  private final class Look {
    // Which body, which member and where: the places of the values that are asked for.
    private final Set<List<Integer>> values = new HashSet<>();
    private int bodies;

    boolean isAnyIn(Exchange exchange) {
      Exchange.Request request = exchange.request();
      Exchange.Response response = exchange.response();
      return isInUrl(request.url())
          || isIn(request.headers())
          || isIn(request.body())
          || (response != null && (isIn(response.headers()) || isIn(response.body())))
          // One that was not seen at its place is written in another way there.
          || values.size() != members.size()
          || values.stream().map(value -> value.get(0)).distinct().count() != members.size();
    }

    private boolean isInUrl(String url) {
      Matcher head = HOST_AND_PATH.matcher(url);
      boolean isPlain =
          head.lookingAt() && (head.end() == url.length() || url.charAt(head.end()) == '?');
      return isIn(isPlain ? url.substring(head.end()) : url);
    }

    private boolean isIn(Headers headers) {
      for (String name : headers.names()) {
        for (String value : headers.all(name)) {
          // The words of this one are not to be seen in it.
          boolean isBasic = Credentials.scheme(value).strip().equalsIgnoreCase("basic");
          if (isIn(value) || (isBasic && !members.isEmpty())) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean isIn(String text) {
      return isInPlain(text) || (text.indexOf('%') >= 0 && isInPlain(Credentials.decoded(text)));
    }

    private boolean isInPlain(String text) {
      return !words.each(text.getBytes(StandardCharsets.UTF_8), (word, start, end) -> false);
    }

    private boolean isIn(@Nullable Body body) {
      if (body == null || body.undecoded() != null || body.stored() != null) {
        return false;
      }
      bodies++;
      String type = body.mediaType() == null ? "" : body.mediaType();
      boolean isStream = type.contains("event-stream");
      boolean isJson = isStream || type.contains("json");
      byte[] text = body.bytes();
      return !body.charset().equals(StandardCharsets.UTF_8)
          || !words.each(
              text,
              (word, start, end) ->
                  isJson
                      && (JsonPlace.isInName(text, start, end)
                          || (!isStream && isValue(word, text, start, end))));
    }

    // A value has one place: whatever else has the same may be a secret.
    private boolean isValue(int word, byte[] text, int start, int end) {
      if (word < names) {
        return false;
      }
      Member member = members.get(word - names);
      boolean isWhole = end - start == member.value.length();
      if (isWhole && JsonPlace.isValueOf(member.name, text, start, end)) {
        values.add(List.of(word, bodies, start));
        return values.size() <= members.size();
      }
      return false;
    }
  }
}
