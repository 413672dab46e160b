package dev.concordat.conformance.stream;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A chunk of a stream, which is an object.
 *
 * @param event the number of its event, from 0
 * @param wrong the pointers of what in it contradicts its schema, and so was told; of a property
 *     that is missing, where it would be
 */
record Chunk(int event, JsonNode json, Set<String> wrong) {}
