package dev.concordat.conformance.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds where a text has as much of one of some words as a secret has at the least, in either case.
 * Threads may share it.
 */
final class WordSearch {
  // Any eight bytes have four together that begin at one of five places.
  private static final int GRAM = 4;
  private static final VarHandle GRAMS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int STEP = SecretIndex.MIN - GRAM + 1;
  private static final int SLOTS = 1 << 12;

  // The places of words that begin with four bytes, by the hash of these.
  private final List<List<Place>> places = new ArrayList<>(Collections.nCopies(SLOTS, List.of()));
  // A bit for each hash of which there are any: few have, and this is all that is looked at of most
  // of a text.
  private final long[] begun = new long[SLOTS / Long.SIZE];

  WordSearch(List<String> words) {
    for (int number = 0; number < words.size(); number++) {
      byte[] word = SecretSearch.fold(words.get(number).getBytes(StandardCharsets.UTF_8));
      for (int at = 0; at + GRAM <= word.length; at++) {
        add(new Place(gram(word, at), number, word, at));
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
  private record Place(int gram, int number, byte[] word, int at) {}

  private void add(Place place) {
    int slot = slot(place.gram);
    if (places.get(slot).isEmpty()) {
      places.set(slot, new ArrayList<>(1));
    }
    places.get(slot).add(place);
    begun[slot / Long.SIZE] |= 1L << slot;
  }

  /** Is told of a word, or a part of one, in a text. */
  interface Sink {
    /**
     * Takes a word that stands here; the same one may be told again.
     *
     * @param number which of the words it is
     * @return whether the search is to go on
     */
    boolean take(int number, int start, int end);
  }

  /** Looks through a text; false where the search was ended. */
  boolean each(byte[] text, Sink sink) {
    for (int at = 0; at + GRAM <= text.length; at += STEP) {
      int gram = gram(text, at);
      int slot = slot(gram);
      if ((begun[slot / Long.SIZE] & 1L << slot) != 0 && !tell(slot, gram, text, at, sink)) {
        return false;
      }
    }
    return true;
  }

  private boolean tell(int slot, int gram, byte[] text, int at, Sink sink) {
    for (Place place : places.get(slot)) {
      if (place.gram == gram && !tell(place, text, at, sink)) {
        return false;
      }
    }
    return true;
  }

  private static boolean tell(Place place, byte[] text, int at, Sink sink) {
    byte[] word = place.word;
    int end = 0;
    while (place.at + end < word.length
        && at + end < text.length
        && word[place.at + end] == SecretSearch.fold(text[at + end])) {
      end++;
    }
    if (end < GRAM) {
      return true;
    }
    int start = 0;
    while (start < place.at
        && start < at
        && word[place.at - start - 1] == SecretSearch.fold(text[at - start - 1])) {
      start++;
    }
    return start + end < SecretIndex.MIN || sink.take(place.number, at - start, at + end);
  }

  // Four bytes, of which letters are the same in either case; some others are too.
  private static int gram(byte[] text, int at) {
    return (int) GRAMS.get(text, at) | 0x20202020;
  }

  private static int slot(int gram) {
    return (gram * 0x9E3779B9) >>> 20;
  }
}
