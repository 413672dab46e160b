package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class CertificateTests {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @Test
  void aServerWithACertificateThatNobodyVouchesForIsNotForwardedTo() throws Exception {
    HttpsServer server = server("localhost");
    try (Proxied proxied =
        new Proxied(folder, URI.create("https://localhost:" + server.getAddress().getPort()))) {
      Http http = Http.exchange(proxied.url(), Http.post(Proxied.CHAT, "{}"));
      assertThat(http.status()).isEqualTo(502);
      assertThat(http.text()).contains("not secure").contains("PKIX");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aCertificateThatTheProgramTrustsIsHeldAgainstTheName() throws Exception {
    HttpsServer server = server("localhost");
    int port = server.getAddress().getPort();
    String[] trusting = {
      "-Djavax.net.ssl.trustStore=" + folder.resolve("keys.p12"),
      "-Djavax.net.ssl.trustStorePassword=" + PASSWORD
    };
    try {
      URI right = URI.create("https://localhost:" + port);
      try (Fork fork = new Fork(right, folder.resolve("a.jsonl"), trusting)) {
        Http http = Http.exchange(fork.url, Http.post("/x", "{}"));
        assertThat(http.status()).isEqualTo(200);
        assertThat(http.text()).isEqualTo("over TLS");
      }
      URI wrong = URI.create("https://127.0.0.1:" + port);
      try (Fork fork = new Fork(wrong, folder.resolve("b.jsonl"), trusting)) {
        assertThat(Http.exchange(fork.url, Http.post("/x", "{}")).status()).isEqualTo(502);
      }
    } finally {
      server.stop(0);
    }
  }

  private HttpsServer server(String name) throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name,
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-storetype",
                "PKCS12")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 8);
          exchange.getResponseBody().write("over TLS".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    return server;
  }
}
