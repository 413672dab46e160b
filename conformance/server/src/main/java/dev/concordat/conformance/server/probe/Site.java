package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.schema.SchemaNode;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * A place of a request that a schema applies to.
 *
 * @param schema the schema
 * @param example a value that satisfies it
 * @param request makes a whole request out of a value for this place; of the example it makes one
 *     that satisfies the contract
 * @param path the place, as people write it: {@code messages[0].role}; empty for the whole
 */
record Site(SchemaNode schema, JsonNode example, UnaryOperator<JsonNode> request, String path) {}
