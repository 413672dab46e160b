package dev.concordat.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class KeywordTests {
  private static List<String> places(String schema) {
    List<String> places = new ArrayList<>();
    Keyword.subschemas(
        JsonMapper.shared().readTree(schema), (at, inner) -> places.add(at.toString()));
    return places;
  }

  @Test
  void schemasAreFoundWhereverOneStands() {
    assertThat(
            places(
                """
                {"items": {}, "properties": {"a/b": {}}, "anyOf": [{}, true], "not": {},
                 "enum": [{}], "const": {}, "default": {}, "x-note": {}}
                """))
        .containsExactlyInAnyOrder("/items", "/properties/a~1b", "/anyOf/0", "/anyOf/1", "/not");
  }

  @Test
  void annotationsAndExtensionsAssertNothing() {
    assertThat(List.of("title", "x-anything", "$defs")).allMatch(Keyword::isAnnotation);
    assertThat(List.of("minimum", "format", "minimun")).noneMatch(Keyword::isAnnotation);
  }

  @Test
  void aKeywordOfOneTypeNamesIt() {
    assertThat(Keyword.MIN_LENGTH.type()).isEqualTo("string");
    assertThat(Keyword.MULTIPLE_OF.type()).isEqualTo("number");
    assertThat(Keyword.CONTAINS.type()).isEqualTo("array");
    assertThat(Keyword.REQUIRED.type()).isEqualTo("object");
    assertThat(Keyword.ENUM.type()).isNull();
  }

  @Test
  void eachIsFoundByItsText() {
    for (Keyword keyword : Keyword.values()) {
      assertThat(Keyword.of(keyword.text())).isSameAs(keyword);
    }
    assertThat(Keyword.of("minimun")).isNull();
  }
}
