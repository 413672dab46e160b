package dev.concordat.conformance.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The formats {@code int32} and {@code int64} of OpenAPI's registry: an integer of so many bits
 * with its sign. What is no integer is for its type to say.
 */
record IntegerFormat(String getName, BigDecimal least, BigDecimal most) implements Format {
  static List<Format> all() {
    return List.of(
        new IntegerFormat("int32", Integer.MIN_VALUE, Integer.MAX_VALUE),
        new IntegerFormat("int64", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private IntegerFormat(String name, long least, long most) {
    this(name, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
  }

  // Neither this nor compareTo scales a number up, so that 1e999999999 costs nothing.
  @Override
  public boolean matches(ExecutionContext execution, SchemaContext context, JsonNode value) {
    if (JsonType.of(value) != JsonType.INTEGER) {
      return true;
    }
    BigDecimal number = value.decimalValue();
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }
}
