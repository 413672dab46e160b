package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTests {
  @Test
  void eachProviderHasALineAndAnswersUntilTheCommandIsInterrupted() throws Exception {
    StringWriter out = new StringWriter();
    Thread thread =
        new Thread(
            () ->
                Main.run(
                    new PrintWriter(out, true),
                    new PrintWriter(new StringWriter(), true),
                    "serve",
                    "--token",
                    "abc"));
    thread.start();
    for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        !hasLineOf("qianfan", out.toString()) && System.nanoTime() < end; ) {
      Thread.sleep(20);
    }

    String shown = out.toString();
    assertThat(shown.lines()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(shown).contains("secret key concordat-test-secret-key").doesNotContain("abc");
    Matcher url = Pattern.compile("intern +(\\S+)").matcher(shown);
    assertThat(url.find()).isTrue();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url.group(1) + "/models"))
            .header("Authorization", "Bearer abc")
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
    thread.interrupt();
    thread.join(TimeUnit.MINUTES.toMillis(5));
    assertThat(thread.isAlive()).isFalse();
  }

  // A line is written piece by piece.
  private static boolean hasLineOf(String provider, String text) {
    return text.contains(provider) && text.endsWith(System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({
    "--provider=acme, the provider 'acme' is not known",
    "--fault=nope, there is no such fault; there are",
    "--fault=cutt=2, there is no such fault; did you mean 'cut'?",
    "--port=99999, cannot listen on 127.0.0.1 port 99999: port out of range",
    "--fault=latency=x, is no whole number",
    "--token-env=CONCORDAT_NOT_SET, the environment variable CONCORDAT_NOT_SET is not set",
    "--access-key=a, --access-key and --secret-key-env belong together",
    "--host=203.0.113.1, cannot listen on 203.0.113.1",
    "--port=x, Invalid value"
  })
  void wrongUsageIsSaid(String option, String message) {
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), "serve", option);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("should not have happened");
  }
}
