package dev.concordat.client.changed;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

/** That this compiles is most of the test. */
class ContractChangeTests {
  private final Moshi moshi = new Moshi.Builder().add(new ChangedAdapters()).build();

  @Test
  void anAddedFieldIsInTheTypeAndOnTheWire() {
    ChatCompletionRequest request =
        ChatCompletionRequest.builder().model("m").messages(List.of()).thinkingMode(true).build();

    assertThat(moshi.adapter(ChatCompletionRequest.class).toJson(request))
        .contains("\"thinking_mode\":true");
  }

  @Test
  void aRenamedFieldIsReadUnderItsNewNameOnly() throws IOException {
    Model model =
        moshi
            .adapter(Model.class)
            .fromJson(
                "{\"id\":\"m\",\"object\":\"model\",\"stands_for\":\"x\",\"ref_model\":\"y\"}");

    assertThat(model.standsFor()).isEqualTo("x");
    assertThat(model.others().members()).containsOnlyKeys("ref_model");
  }

  @Test
  void anAddedValueIsAConstantAndKnown() {
    assertThat(FinishReason.of("content_filter")).isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(FinishReason.CONTENT_FILTER.known()).isEqualTo(FinishReason.Known.CONTENT_FILTER);
  }

  @Test
  void namesThatJavaDoesNotTakeAreBent() throws IOException {
    String json =
        "{\"class\":\"a\",\"3d\":\"b\",\"_links\":\"c\",\"other\":\"d\",\"that\":\"e\",\"out\":\"f\","
            + "\"大小\":\"g\",\"kind\":\"a_b\",\"duration\":\"short\"}";
    ChangedObject object = moshi.adapter(ChangedObject.class).fromJson(json);

    assertThat(object.class_()).isEqualTo("a");
    assertThat(object._3d()).isEqualTo("b");
    assertThat(object.links()).isEqualTo("c");
    assertThat(object.大小()).isEqualTo("g");
    assertThat(object.kind()).isEqualTo(ObjectKind.A_B_).isNotEqualTo(ObjectKind.A_B);
    assertThat(object.duration()).isEqualTo(ChangedDuration.SHORT);
    assertThat(moshi.adapter(ChangedObject.class).toJson(object)).isEqualTo(json);
    assertThat(object).isEqualTo(object.toBuilder().build());
    assertThat(object).isNotEqualTo(object.toBuilder().other("x").build());
    assertThat(object).isNotEqualTo(object.toBuilder().that("x").build());
  }

  @Test
  void anAddedOperationIsAMethodAndItsParametersAreAnObject() throws NoSuchMethodException {
    ClassParameters parameters =
        ClassParameters.builder().modelId("a/b").addBody("x", "y z").default_(7).build();

    assertThat(ChangedClient.class.getMethod("class_", ChangedObject.class, ClassParameters.class))
        .extracting("returnType")
        .isEqualTo(ChangedList.class);
    List<String> asked = new ArrayList<>();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addNetworkInterceptor(chain -> chain.proceed(chain.request()))
            .addInterceptor(
                chain -> {
                  Response response = answer(chain.request(), "[]", "application/json");
                  asked.add(chain.request().url().encodedPath());
                  return response;
                })
            .build();
    try (ChangedClient client =
        ChangedClient.builder().baseUrl("http://localhost").httpClient(http).build()) {
      assertThat(client.class_(ChangedObject.builder().build(), parameters).items()).isEmpty();
    }
    assertThat(asked).containsExactly("/models/a%2Fb/class");
  }

  private static Response answer(okhttp3.Request request, String body, String type) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(body, MediaType.get(type)))
        .build();
  }

  @Test
  void aStreamOfWhichNothingIsSaidGivesItsEventsUntilItEnds() {
    String events =
        "data: {\"id\":\"a\",\"object\":\"model\"}\n\n"
            + "data: {\"id\":\"b\",\"object\":\"model\"}\n\n";
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create(events, MediaType.get("text/event-stream")))
                        .build())
            .build();
    ChangedClient client =
        ChangedClient.builder().baseUrl("http://localhost").httpClient(http).build();

    List<String> ids = new ArrayList<>();
    try (EventStream<Model, JsonValue> stream = client.watchStream()) {
      stream.forEachRemaining(model -> ids.add(model.id().text()));
    }
    assertThat(ids).containsExactly("a", "b");
  }

  @Test
  void anAddedBranchIsACaseOfItsUnion() throws IOException {
    ContentPart part =
        moshi
            .adapter(ContentPart.class)
            .fromJson("{\"type\":\"video\",\"video\":\"v\",\"quality\":\"high\"}");

    assertThat(part)
        .isEqualTo(VideoPart.builder().video("v").quality(VideoPartQuality.HIGH).build());
    assertThat(moshi.adapter(ContentPart.class).toJson(part))
        .isEqualTo("{\"type\":\"video\",\"video\":\"v\",\"quality\":\"high\"}");
  }
}
