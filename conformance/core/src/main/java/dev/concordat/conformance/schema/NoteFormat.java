package dev.concordat.conformance.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The formats that networknt asserts and no dialect from draft-04 on has, of which most are left of
 * draft-03: like all that nobody knows they say nothing (JSON Schema 2020-12 Validation, 7.2.3).
 */
record NoteFormat(String getName) implements Format {
  static List<Format> all() {
    return Stream.of(
            "alpha",
            "alphanumeric",
            "color",
            "host-name",
            "ip-address",
            "phone",
            "style",
            "utc-millisec")
        .<Format>map(NoteFormat::new)
        .toList();
  }

  @Override
  public boolean matches(ExecutionContext execution, SchemaContext context, JsonNode value) {
    return true;
  }
}
