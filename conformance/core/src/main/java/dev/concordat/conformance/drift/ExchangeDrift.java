package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.drift.Drift.Kind;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.rule.Observer;
import dev.concordat.conformance.schema.InstancePath;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Walk;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Counts what one exchange shows. */
final class ExchangeDrift implements Observer.OfExchange {
  private static final Set<String> LISTS = Set.of("enum", "const", "discriminator");

  private final ContractTally tally;
  private final Operation operation;
  private final Exchange exchange;
  private final @Nullable OffsetDateTime started;
  private final long number;
  private @Nullable ReportMask mask;

  ExchangeDrift(ContractTally tally, Operation operation, Exchange exchange) {
    this.tally = tally;
    this.operation = operation;
    this.exchange = exchange;
    this.started = exchange.started();
    this.number = tally.nextExchange();
  }

  @Override
  public Walk.Visitor value(String part, List<Problem> problems) {
    // Of all events of a stream: response.stream[3] is seen in response.stream.
    int index = part.indexOf('[');
    OfValue value = new OfValue(index < 0 ? part : part.substring(0, index));
    Set<String> ofWrongType = new HashSet<>();
    for (Problem problem : problems) {
      if (problem.keyword().equals("type")) {
        ofWrongType.add(problem.pointer() + problem.schema());
      }
    }
    problems.forEach(problem -> value.problem(problem, ofWrongType));
    return value;
  }

  @Override
  public void header(Operation.Response described, String name, String value) {
    text(Kind.HEADER, described.pointer(), name, "response.header", value);
  }

  @Override
  public void parameter(String name, String value) {
    text(Kind.PARAMETER, operation.pointer(), name, "request.query", value);
  }

  @Override
  public void event(Operation.MediaType described, String type) {
    Tally event = tally.named(Kind.EVENT, described.pointer(), Label.of(type, this::isSecret));
    add(event, "response.stream", "", null);
  }

  // Looked for where a value is shown at all, which is seldom.
  private boolean isSecret(String text) {
    if (mask == null) {
      mask = ReportMask.of(exchange, tally.contract().words());
    }
    return mask.hides(text);
  }

  private void text(Kind kind, String pointer, String name, String part, String value) {
    JsonNode json = JsonNodeFactory.instance.stringNode(value);
    add(
        tally.named(kind, pointer, Label.of(name, this::isSecret)),
        part,
        "",
        Example.of(name, json, this::isSecret));
  }

  private void add(@Nullable Tally thing, String part, String pointer, @Nullable Example value) {
    add(thing, 1, part, pointer, value);
  }

  private void add(
      @Nullable Tally thing, long times, String part, String pointer, @Nullable Example value) {
    if (thing != null) {
      thing.add(times, number, started, new Tally.Where(operation.id(), part, pointer), value);
    }
  }

  private final class OfValue implements Walk.Visitor {
    private final String part;

    OfValue(String part) {
      this.part = part;
    }

    @Override
    public void value(SchemaNode schema, JsonNode value, InstancePath at) {
      FieldUsage usage = tally.usage(schema);
      if (value.isObject()) {
        usage.add(value, operation.id() + " " + part);
      }
      if (usage.isUnknown(value)) {
        value(schema.knownValuesPointer(), 1, value, pattern(at.toString()), null);
      }
    }

    @Override
    public void undocumented(SchemaNode owner, String name, JsonNode value, InstancePath at) {
      Label label = Label.of(name, ExchangeDrift.this::isSecret);
      String place = at.toString();
      String above = pattern(place.substring(0, place.lastIndexOf('/')));
      Tally field = tally.named(Kind.FIELD, owner.pointer(), label);
      add(
          field,
          part,
          above + "/" + escape(label.text()),
          Example.of(name, value, ExchangeDrift.this::isSecret));
      if (field != null && part.equals("response.stream")) {
        field.piece(number, value);
      }
    }

    void problem(Problem problem, Set<String> ofWrongType) {
      JsonNode found = problem.found();
      Ledger.Entry tolerated = tally.contract().ledger().tolerating(problem.schema(), found);
      String at = pattern(problem.pointer());
      String property = problem.property();
      if (problem.keyword().equals("required") && property != null) {
        Tally absent = tally.absent(problem.schema(), property);
        add(absent, problem.count(), part, at + "/" + escape(property), null);
      } else if (problem.keyword().equals("type")) {
        JsonType type = JsonType.of(found);
        Tally types = tally.of(Kind.TYPE, problem.keywordPointer(), type.id(), tolerated);
        add(
            types,
            problem.count(),
            part,
            at,
            Example.of(lastOf(at), found, ExchangeDrift.this::isSecret));
      } else if (LISTS.contains(problem.keyword())
          // A value of another type is not among the listed ones either; that says nothing more.
          && !ofWrongType.contains(problem.pointer() + problem.schema())) {
        value(problem.keywordPointer(), problem.count(), found, at, tolerated);
      }
    }

    private void value(
        String pointer, long times, JsonNode value, String at, Ledger.@Nullable Entry tolerated) {
      Example example = Example.of(lastOf(at), value, ExchangeDrift.this::isSecret);
      add(tally.of(Kind.VALUE, pointer, example.toString(), tolerated), times, part, at, example);
    }

    private String pattern(String pointer) {
      if (pointer.isEmpty()) {
        return "";
      }
      StringBuilder pattern = new StringBuilder();
      for (String token : pointer.substring(1).split("/", -1)) {
        String name = token.replace("~1", "/").replace("~0", "~");
        pattern.append('/').append(tally.describes(name) ? token : "*");
      }
      return pattern.toString();
    }

    private static String lastOf(String pointer) {
      return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static String escape(String token) {
      return token.replace("~", "~0").replace("/", "~1");
    }
  }
}
