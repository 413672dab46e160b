package dev.concordat.conformance.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonPathTests {
  private static final JsonNode DOCUMENT =
      JsonMapper.shared()
          .readTree(
              """
              {"paths": {"/chat": {"post": {"oneOf": [{"x-y": {}}, {"0": {}}]}}},
               "it's": {"a\\\\b": {}}}
              """);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, $",
        "/paths/~1chat/post, $.paths['/chat'].post",
        "/paths/~1chat/post/oneOf/0/x-y, $.paths['/chat'].post.oneOf[0]['x-y']",
        "/paths/~1chat/post/oneOf/1/0, $.paths['/chat'].post.oneOf[1]['0']",
        "/it's/a\\b, $['it\\'s']['a\\\\b']"
      })
  void expressionSelectsThePlace(String pointer, String expected) {
    String path = JsonPath.of(DOCUMENT, JsonPointer.compile(pointer));

    assertThat(path).isEqualTo(expected);
    assertThat(OverlayApplier.select(DOCUMENT, path)).isSameAs(DOCUMENT.at(pointer));
  }
}
