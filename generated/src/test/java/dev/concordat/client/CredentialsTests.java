package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.client.doors.DoorsClient;
import dev.concordat.client.locked.LockedClient;
import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.CallListener;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RequestOptions;
import dev.concordat.client.runtime.ResponseHeaders;
import dev.concordat.client.runtime.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials as a contract's security schemes say, to a real server. */
class CredentialsTests {
  private static final LocalServer.Answer ROOM = LocalServer.json("{\"name\":\"hall\"}");
  private static final String BASIC = "Basic bWU6b3BlbiBzZXNhbWU="; // me:open sesame

  private final List<String> told = new ArrayList<>();

  /** What is sent where a client has every credential: what the operation asks for and no more. */
  static Stream<Arguments> operations() {
    return Stream.of(
        row("bearer", DoorsClient::getBearer, "authorization=Bearer top-token"),
        row("basic", DoorsClient::getBasic, "authorization=" + BASIC),
        row("header", DoorsClient::getHeader, "x-door=header-secret"),
        row("query", DoorsClient::getQuery, "door=query%2Bsecret"),
        row("cookie", DoorsClient::getCookie, "cookie=door_pass=cookie-secret"),
        row(
            "two together, and not the one",
            DoorsClient::getAlternatives,
            "x-door=header-secret door=query%2Bsecret"),
        row("optional", DoorsClient::getOptional, "x-door=header-secret"),
        row("open", DoorsClient::getOpen, ""),
        row(
            "stream",
            client ->
                assertThatThrownBy(() -> client.watchStream())
                    .isInstanceOf(ProviderException.class),
            "cookie=door_pass=cookie-secret"),
        row("future", client -> client.getBasicAsync().join(), "authorization=" + BASIC));
  }

  private static Arguments row(String name, Consumer<DoorsClient> call, String sent) {
    return Arguments.of(name, call, sent);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void eachOperationGetsWhatItAsksFor(String name, Consumer<DoorsClient> call, String sent) {
    try (LocalServer server = LocalServer.answering(ROOM);
        DoorsClient client = all(server).build()) {
      call.accept(client);

      assertThat(sent(server.requests().get(0))).isEqualTo(sent);
    }
  }

  @Test
  void ofAlternativesTheOneIsTakenThatIsThere() {
    try (LocalServer server = LocalServer.answering(ROOM)) {
      builder(server).credentials("me", "open sesame").build().getAlternatives();
      builder(server)
          .headerKey("a-key")
          .queryKey("b")
          .credentials("me", "x")
          .build()
          .getAlternatives();
      builder(server).build().getOptional();
      // Half of an alternative is none.
      builder(server).headerKey("a-key").credentials("me", "open sesame").build().getAlternatives();

      assertThat(server.requests())
          .map(CredentialsTests::sent)
          .containsExactly(
              "authorization=" + BASIC, "x-door=a-key door=b", "", "authorization=" + BASIC);
    }
  }

  @Test
  void anOperationThatAsksForWhatWasNotGivenSaysSo() {
    try (LocalServer server = LocalServer.answering(ROOM);
        DoorsClient client = builder(server).headerKey("a-key").build()) {
      assertThatThrownBy(client::getAlternatives)
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("doors getAlternatives")
          .hasMessageContaining(
              "credentials are required: credentials(…), or headerKey(…) and queryKey(…)");
      assertThatThrownBy(() -> client.watchStream())
          .isInstanceOfSatisfying(
              AuthenticationException.class, e -> assertThat(e.retryable()).isFalse())
          .hasMessageContaining("cookieKey(…)");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void whereNobodyIsAnsweredWithoutABuilderAsks() {
    LockedClient.Builder builder = LockedClient.builder().baseUrl("http://localhost");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("credentials are required: credentials(…), or headerKey(…) and cookieKey(…)");
    assertThatThrownBy(builder.headerKey("key")::build).isInstanceOf(IllegalStateException.class);
    try (LockedClient client = builder.cookieKey("secret-pass").build()) {
      assertThat(client.toString()).doesNotContain("secret");
    }
  }

  @Test
  void whatIsGivenForOneCallGoesFirst() {
    try (LocalServer server = LocalServer.answering(ROOM);
        DoorsClient client = all(server).build();
        DoorsClient bare = builder(server).build()) {
      client.getBearer(RequestOptions.none().header("Authorization", "Bearer other"));
      client.getQuery(RequestOptions.none().query("door", "other"));
      client.getCookie(RequestOptions.none().header("Cookie", "theme=dark; door_pass=other"));
      client.getCookie(RequestOptions.none().header("Cookie", "theme=dark"));
      bare.getHeader(RequestOptions.none().header("X-Door", "other"));

      assertThat(server.requests())
          .map(CredentialsTests::sent)
          .containsExactly(
              "authorization=Bearer other",
              "door=other",
              "cookie=theme=dark; door_pass=other",
              "cookie=theme=dark; door_pass=cookie-secret",
              "x-door=other");
    }
  }

  /** The parts of each credential that a server might repeat. */
  static Stream<Arguments> secrets() {
    return Stream.of(
        row("bearer", DoorsClient::getBearer, "top-token"),
        row("basic", DoorsClient::getBasic, "open sesame"),
        row("basic as sent", DoorsClient::getBasic, BASIC.substring(6)),
        row("header", DoorsClient::getHeader, "header-secret"),
        row("query", DoorsClient::getQuery, "query+secret"),
        row("query as sent", DoorsClient::getQuery, "query%2Bsecret"),
        row("cookie", DoorsClient::getCookie, "cookie-secret"),
        row("stream", client -> client.watchStream(), "cookie-secret"),
        row(
            "for one call",
            client -> client.getHeader(RequestOptions.none().header("X-Door", "for-one-call")),
            "for-one-call"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("secrets")
  void noneIsEverShown(String name, Consumer<DoorsClient> call, String secret) {
    String echo = "{\"error\":{\"code\":\"%s\",\"message\":\"%s is wrong\"}}";
    try (LocalServer server =
            LocalServer.answering(
                LocalServer.status(
                    401,
                    echo.formatted(secret, secret),
                    "X-Door: " + secret,
                    "X-Echo: " + secret,
                    "Set-Cookie: door_pass=" + secret));
        DoorsClient client = all(server).build()) {
      Throwable thrown = catchThrowable(() -> call.accept(client));

      assertThat(thrown)
          .isInstanceOfSatisfying(
              AuthenticationException.class,
              e -> {
                told.add(e.headers().toString());
                told.add(e.code() + e.providerMessage());
              });
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        told.add(t.toString());
      }
      told.add(client.toString());
      told.add(all(server).toString());
      assertThat(told).hasSizeGreaterThan(5).noneMatch(text -> text.contains(secret));
      assertThat(String.join("", told)).contains("***");
    }
  }

  private DoorsClient.Builder all(LocalServer server) {
    return builder(server)
        .token("top-token")
        .credentials("me", "open sesame")
        .headerKey("header-secret")
        .queryKey("query+secret")
        .cookieKey("cookie-secret");
  }

  private DoorsClient.Builder builder(LocalServer server) {
    return DoorsClient.builder()
        .baseUrl(server.url())
        .retries(RetryPolicy.none())
        .listener(
            new CallListener() {
              @Override
              public void sending(Attempt attempt) {
                told.add(attempt.toString());
              }

              @Override
              public void received(
                  Attempt attempt, int status, ResponseHeaders headers, Duration elapsed) {
                told.add(attempt + headers.toString());
              }

              @Override
              public void failed(
                  String provider,
                  String operation,
                  ProviderException failure,
                  @Nullable Duration retryIn) {
                told.add(failure.toString());
              }
            });
  }

  private static String sent(LocalServer.Request request) {
    List<String> sent = new ArrayList<>();
    for (String header : List.of("authorization", "x-door", "cookie")) {
      if (request.headers().containsKey(header)) {
        sent.add(header + "=" + request.headers().get(header));
      }
    }
    int query = request.path().indexOf('?');
    if (query >= 0) {
      sent.add(request.path().substring(query + 1));
    }
    return String.join(" ", sent);
  }
}
