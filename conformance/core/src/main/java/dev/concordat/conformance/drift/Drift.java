package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.JsonType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What recordings show of one provider that its contract does not say. Lists are sorted by how
 * often it was seen. A {@code pointer} is a place in the contract, as a URI fragment.
 *
 * @param exchanges how many exchanges were looked at
 * @param undocumented what is not described, of every {@link Kind}
 * @param unseen described fields that were never seen
 * @param alwaysPresent fields that no object lacked and that are not required
 * @param absent required fields that objects lacked
 * @param notKept how often something more was seen when there were too many different things to
 *     count each
 */
public record Drift(
    Contract contract,
    long exchanges,
    List<Undocumented> undocumented,
    List<Unseen> unseen,
    List<AlwaysPresent> alwaysPresent,
    List<Absent> absent,
    long notKept) {

  /** What can be undocumented, in the order of reports. */
  public enum Kind {
    /** A field of an object. */
    FIELD("fields"),
    /** A value that is not listed where the contract lists values. */
    VALUE("values"),
    /** A type that the contract does not allow in this place. */
    TYPE("types"),
    /** A header of an answer. */
    HEADER("headers"),
    /** A query parameter. */
    PARAMETER("parameters"),
    /** An event of a stream, by its type. */
    EVENT("events");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    /** What many of them are called in reports. */
    public String plural() {
      return plural;
    }
  }

  /** All that is undocumented of one kind. */
  public List<Undocumented> undocumented(Kind kind) {
    return undocumented.stream().filter(item -> item.kind() == kind).toList();
  }

  /** Whether the recordings show nothing that the contract does not say. */
  public boolean isEmpty() {
    return undocumented.isEmpty()
        && unseen.isEmpty()
        && alwaysPresent.isEmpty()
        && absent.isEmpty()
        && notKept == 0;
  }

  /**
   * Something that is not described.
   *
   * @param pointer the schema of the object that has the field, the keyword that lists the values
   *     or types, or the description of the answer, operation or stream
   * @param name the name of the field, header, parameter or event; null for a value or type
   * @param types the JSON types of the values; none of an event
   * @param example one of the values, where possible one that may be shown; null for an event
   * @param inPieces whether it is a field with different values in one stream, which may be the
   *     pieces of one
   * @param ledger the ledger's entry that tolerates it, or null where none does
   */
  public record Undocumented(
      Kind kind,
      String pointer,
      @Nullable Label name,
      Set<JsonType> types,
      @Nullable Example example,
      Seen seen,
      boolean inPieces,
      @Nullable String ledger) {}

  /**
   * A described field that was never seen, though objects of its schema were.
   *
   * @param objects how many
   */
  public record Unseen(String pointer, String name, long objects) {}

  /**
   * A field that is not required and that no object lacked.
   *
   * @param objects how many objects there were
   * @param parts where they were: the operation and the part
   */
  public record AlwaysPresent(String pointer, String name, long objects, List<String> parts) {}

  /**
   * A required field that objects lacked; they are what was seen.
   *
   * @param objects how many objects there were of this schema, or null where it is a condition's,
   *     which does not hold for each
   * @param ledger the ledger's entry that tolerates it, or null where none does
   */
  public record Absent(
      String pointer, String name, Seen seen, @Nullable Long objects, @Nullable String ledger) {}

  /**
   * How often, when and where something was seen.
   *
   * @param count how often
   * @param exchanges in how many exchanges
   * @param first when the first of these exchanges began, or null where no recording says
   * @param last when the last of these exchanges began, or null where no recording says
   * @param places where; of very many, the first
   */
  public record Seen(
      long count,
      long exchanges,
      @Nullable OffsetDateTime first,
      @Nullable OffsetDateTime last,
      List<Place> places) {}

  /**
   * A place in exchanges.
   *
   * @param operation the operation's id
   * @param part {@code request.body}, {@code response.body}, {@code response.stream} for a chunk,
   *     {@code response.header} or {@code request.query}
   * @param pointer the JSON pointer inside the part, {@code *} in the place of indexes and of keys
   *     that are no names of fields
   * @param count how often it was seen there
   */
  public record Place(String operation, String part, String pointer, long count) {}
}
