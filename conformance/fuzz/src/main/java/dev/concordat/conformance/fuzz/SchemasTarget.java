package dev.concordat.conformance.fuzz;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies against the schemas of the contracts: what is valid is valid to plain networknt too. */
public final class SchemasTarget {
  private static final List<Sample> SAMPLES = samples();

  private record Sample(Contract contract, SchemaNode schema, Schema plain, String text) {}

  private SchemasTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws data = new Draws(input);
    Mutations mutations = new Mutations(data);
    Sample sample = data.one(SAMPLES);
    JsonNode value =
        JsonText.of(Body.of("application/json", mutations.json(sample.text()))).value();
    if (value == null) {
      return;
    }
    List<Problem> problems;
    try {
      problems = sample.contract().engine().validate(value, sample.schema());
    } catch (SchemaEngine.EngineException e) {
      // It says that it cannot tell, which is no verdict.
      return;
    }
    boolean isValid;
    try {
      isValid = sample.plain().validate(value).isEmpty();
    } catch (JsonNodeException e) {
      // It holds no decimal beyond 64 bits against an integral limit, and so is no oracle for one.
      return;
    }
    // int32 and int64 are asserted, which 2020-12 leaves to the implementation.
    boolean isRefused = problems.stream().anyMatch(problem -> !problem.keyword().equals("format"));
    if (isValid == isRefused) {
      throw new AssertionError(
          "%s is %s to plain networknt, and has %s:%n%s"
              .formatted(
                  sample.schema().pointer(), isValid ? "valid" : "invalid", problems, value));
    }
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Exchange exchange : Seeds.EXCHANGES) {
      Exchange.Request request = exchange.request();
      if (Seeds.CONTRACTS.route(exchange.provider(), request.method(), request.url())
          instanceof Route.Found found) {
        Operation operation = found.operation();
        if (operation.requestBody() != null) {
          add(found.contract(), operation.requestBody().content(), request.body(), seen, samples);
        }
        Exchange.Response response = exchange.response();
        Operation.Response described =
            response == null ? null : operation.response(response.status());
        if (response != null && described != null) {
          add(found.contract(), described.content(), response.body(), seen, samples);
        }
      }
    }
    return samples;
  }

  private static void add(
      Contract contract,
      Map<String, Operation.MediaType> content,
      @Nullable Body body,
      Set<String> seen,
      List<Sample> samples) {
    String stated = body == null ? null : body.mediaType();
    Operation.MediaType type = stated == null ? null : Operation.find(content, stated);
    if (body == null || type == null || type.schema() == null) {
      return;
    }
    String text = new String(body.bytes(), body.charset());
    if (text.startsWith("{") && seen.add(text)) {
      samples.add(
          new Sample(
              contract,
              type.schema(),
              plain(contract.schemas().document(), type.schema().pointer()),
              text));
    }
  }

  private static Schema plain(JsonNode document, String pointer) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .build();
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$ref", pointer);
    document.properties().forEach(member -> schema.set(member.getKey(), member.getValue()));
    return SchemaRegistry.withDialect(
            Dialects.getDraft202012(), builder -> builder.schemaRegistryConfig(config))
        .getSchema(SchemaLocation.of("concordat:plain"), schema);
  }
}
