package dev.concordat.client;

import static dev.concordat.client.Faults.ANSWER;
import static dev.concordat.client.Faults.CHUNK;
import static dev.concordat.client.Faults.DONE;
import static dev.concordat.client.Faults.EVENTS;
import static dev.concordat.client.Faults.JSON;
import static dev.concordat.client.Faults.body;
import static dev.concordat.client.Faults.isStream;
import static dev.concordat.client.LocalServer.head;
import static dev.concordat.client.LocalServer.status;
import static dev.concordat.client.LocalServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a server, in each way to call: plain, as a stream, as a future, as a publisher. */
class FaultsTests {
  @TempDir static Path folder;

  static Stream<Arguments> faults() {
    return Stream.of(Faults.all(), NetworkFaults.all())
        .flatMap(List::stream)
        .flatMap(fault -> Stream.of(Form.values()).map(form -> Arguments.of(fault, form)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsWhatItIsInEachForm(Faults.Fault fault, Form form) {
    try (LocalServer server = LocalServer.answering(fault.answer());
        MaasClient client =
            MaasClient.builder()
                .baseUrl(server.url())
                .retries(RetryPolicy.none())
                .readTimeout(
                    fault.name().equals("hang") ? Duration.ofMillis(300) : Duration.ofMinutes(2))
                .build()) {
      Throwable thrown = catchThrowable(() -> form.call(client));

      boolean streamed = form == Form.STREAM || form == Form.PUBLISHER;
      assertThat(thrown).isInstanceOf(streamed ? fault.streamed() : fault.plain());
      boolean readable = streamed || fault.plain() == fault.streamed();
      if (readable && fault.streamed() != IncompleteStreamException.class) {
        assertThat(((ProviderException) thrown).retryable()).isEqualTo(fault.retryable());
        assertThat(thrown).hasMessageContaining(fault.quoted() == null ? "" : fault.quoted());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatDripsIsAnAnswer(Form form) throws Exception {
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  write(out, head(200, isStream(request) ? EVENTS : JSON));
                  for (char c : body(request, 1).toCharArray()) {
                    write(out, String.valueOf(c));
                  }
                });
        MaasClient client = MaasClient.builder().baseUrl(server.url()).build()) {
      assertThat(form.call(client)).startsWith("Hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHintAndAByteOrderMarkBeforeAnAnswerAreNoFault(Form form) throws Exception {
    try (LocalServer server =
            LocalServer.answering(
                (request, out) -> {
                  write(out, NetworkFaults.HINT);
                  write(out, head(200, isStream(request) ? EVENTS : JSON));
                  write(out, "\ufeff" + body(request, 1));
                });
        MaasClient client = MaasClient.builder().baseUrl(server.url()).build()) {
      assertThat(form.call(client)).startsWith("Hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerWithoutTlsIsAFailedConnection(Form form) throws Exception {
    for (String greeting : List.of("", "HTTP/1.1 400 Bad Request\r\n\r\n")) {
      try (ServerSocket server = greeting(greeting);
          MaasClient client =
              MaasClient.builder()
                  .baseUrl("https://127.0.0.1:" + server.getLocalPort() + "/")
                  .retries(RetryPolicy.none())
                  .build()) {
        assertThat(catchThrowable(() -> form.call(client)))
            .isExactlyInstanceOf(ConnectionException.class);
      }
    }
  }

  // Says the same to whoever comes, whatever that one says, and hangs up.
  private static ServerSocket greeting(String greeting) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    accepting(server, greeting);
    return server;
  }

  private static void accepting(ServerSocket server, String greeting) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket connection = server.accept()) {
                  connection.getInputStream().read();
                  write(connection.getOutputStream(), greeting);
                } catch (IOException closed) {
                  // By the test, or by the client.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateThatIsNotTrustedIsNotTrustedTheNextTime(Form form) throws Exception {
    try (ServerSocket server = selfSigned();
        MaasClient client =
            MaasClient.builder()
                .baseUrl("https://127.0.0.1:" + server.getLocalPort() + "/")
                .build()) {
      assertThat(catchThrowable(() -> form.call(client)))
          .isInstanceOfSatisfying(
              ConnectionException.class, e -> assertThat(e.retryable()).isFalse())
          .hasMessageContaining("SSLHandshakeException");
    }
  }

  private ServerSocket selfSigned() throws Exception {
    Path keys = folder.resolve("keys.p12");
    if (!Files.exists(keys)) {
      String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      List<String> command = new ArrayList<>(List.of(tool, "-genkeypair", "-alias", "server"));
      command.addAll(List.of("-keyalg", "EC", "-dname", "CN=server", "-storetype", "PKCS12"));
      command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-storepass", "secret"));
      command.addAll(List.of("-keystore", keys.toString()));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
    KeyStore store = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    ServerSocket server =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    accepting(server, "");
    return server;
  }

  @Test
  void nothingIsLeftWhateverWentWrong() throws Exception {
    List<Faults.Fault> faults =
        Stream.of(Faults.all(), NetworkFaults.all())
            .flatMap(List::stream)
            .filter(fault -> !fault.name().equals("hang"))
            .toList();
    LocalServer.Answer[] answers =
        faults.stream()
            .flatMap(fault -> Stream.generate(fault::answer).limit(Form.values().length))
            .toArray(LocalServer.Answer[]::new);
    OkHttpClient http = new OkHttpClient();
    try (LocalServer server = LocalServer.answering(answers)) {
      MaasClient client =
          MaasClient.builder()
              .baseUrl(server.url())
              .httpClient(http)
              .retries(RetryPolicy.none())
              .build();
      for (int i = 0; i < faults.size(); i++) {
        for (Form form : Form.values()) {
          assertThat(catchThrowable(() -> form.call(client))).isNotNull();
        }
      }
      client.close();

      assertThat(server.requests()).hasSize(answers.length);
      await(() -> http.connectionPool().connectionCount() == 0);
      await(
          () ->
              Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(thread -> thread.getName().startsWith("concordat-call")));
    }
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aKeptConnectionThatHasDiedIsNoFault(Form form) throws Exception {
    LocalServer.Answer whole =
        (request, out) ->
            LocalServer.kept(body(request, 1), isStream(request) ? EVENTS : JSON)
                .write(request, out);
    try (LocalServer server = LocalServer.keeping(whole, LocalServer.closing(), whole);
        MaasClient client =
            MaasClient.builder().baseUrl(server.url()).retries(RetryPolicy.none()).build()) {
      assertThat(form.call(client)).startsWith("Hello");
      assertThat(form.call(client)).startsWith("Hello");

      // The second call was sent on the connection of the first, and then on one of its own.
      assertThat(server.requests()).hasSize(3);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewConnectionThatDiesIs(Form form) {
    try (LocalServer server = LocalServer.keeping(LocalServer.closing());
        MaasClient client =
            MaasClient.builder().baseUrl(server.url()).retries(RetryPolicy.none()).build()) {
      assertThat(catchThrowable(() -> form.call(client)))
          .isExactlyInstanceOf(ConnectionException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatCannotBeReadIsKept() {
    String answer = ANSWER.replace("\"Hello\"", "[7]");
    try (LocalServer server =
            LocalServer.answering(
                status(200, answer, JSON, "X-Request-Id: r-7", "Set-Cookie: session=s3cr3t"));
        MaasClient client =
            MaasClient.builder().baseUrl(server.url()).token("top-secret").build()) {
      Throwable thrown = catchThrowable(() -> Form.PLAIN.call(client));

      assertThat(thrown)
          .isInstanceOfSatisfying(
              UndecodableAnswerException.class,
              e -> {
                assertThat(e.status()).isEqualTo(200);
                assertThat(e.requestId()).isEqualTo("r-7");
                assertThat(e.headers().get("Content-Type")).isEqualTo("application/json");
                assertThat(e.headers().toString()).doesNotContain("s3cr3t");
                assertThat(e.excerpt()).startsWith("{\"id\":\"1\"");
                assertThat(e.json().toJson()).isEqualTo(answer);
              });
    }
  }

  @Test
  void namedEventsThatAreNoChunksArePassedOver() throws Exception {
    String named = "event: progress\ndata: {\"choices\":\"none\"}\n\nevent: ping\ndata: x\n\n";
    try (LocalServer server =
            LocalServer.answering(status(200, named + CHUNK + named + DONE, EVENTS));
        MaasClient client = MaasClient.builder().baseUrl(server.url()).build()) {
      assertThat(Form.STREAM.call(client)).isEqualTo("Hello");
    }
  }
}
