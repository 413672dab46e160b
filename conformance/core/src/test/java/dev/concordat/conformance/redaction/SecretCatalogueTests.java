package dev.concordat.conformance.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Each line of {@code spec/secrets.txt} works by itself, and ordinary text is not hidden. */
final class SecretCatalogueTests {
  private final SecretCatalogue catalogue = SecretCatalogue.shipped();

  static Stream<String> samplesOfForms() {
    return rows("forms").map(row -> row[2]);
  }

  @ParameterizedTest
  @MethodSource("samplesOfForms")
  void eachFormIsFoundInAText(String sample) {
    for (String around : List.of("%s", "the key %s is", "{\"a\":\"%s\"}", "a=%s&b=1", "(%s)")) {
      String text = around.formatted(sample);
      List<String> found = new ArrayList<>();
      catalogue.forms().each(text, form -> found.add(text.substring(form.start(), form.end())));
      assertThat(found).as(text).containsExactly(sample);
    }
    assertThat(catalogue.isLikely(sample)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("samplesOfForms")
  void noFormIsFoundInsideAWord(String sample) {
    String text = "x" + sample;
    List<Integer> starts = new ArrayList<>();
    catalogue.forms().each(text, form -> starts.add(form.start()));
    assertThat(starts).doesNotContain(1);
  }

  // What SECURITY.md promises: a line of the list that goes makes this fail.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-proj-Zq8rT1vLw3nYb6Kd0Xe5",
        "sk_live_00aaBBccDDeeFF11",
        "rk_live_00aaBBccDDeeFF11",
        "pk-lf-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH",
        "api_org_aBcDeFgHiJkLmNoPqRsTuVwX",
        "gsk_0A1b2C3d4E5f6G7h8I9j0K1l2M3n",
        "xai-0A1b2C3d4E5f6G7h8I9j0K1l2M3n",
        "pplx-0A1b2C3d4E5f6G7h8I9j0K1l",
        "nvapi-0A1b2C3d4E5f6G7h8I9j0K1l",
        "r8_0A1b2C3d4E5f6G7h8I9j0K1l2M3n",
        "fw_0A1b2C3d4E5f6G7h8I9j0K1l",
        "tgp_v1_0A1b2C3d4E5f6G7h8I9j",
        "csk-0a1b2c3d4e5f6g7h8i9j0k1l",
        "glpat-0a1B2c3D4e5F6g7H8i9J",
        "gldt-0a1B2c3D4e5F6g7H8i9J",
        "glrt-0a1B2c3D4e5F6g7H8i9J",
        "ghp_0a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r",
        "github_pat_0A1b2C3d4E5f6G7h8I9j0K_1l2M",
        "xoxb-0123456789-abcdefghijkl",
        "xapp-1-A0B1C2D3E4-0123456789",
        "npm_0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R",
        "pypi-AgEIcHlwaS5vcmcCJDAwMDAwMDAw",
        "dop_v1_0a1b2c3d4e5f0a1b2c3d4e5f",
        "dckr_pat_0a1B2c3D4e5F6g7H8i9J",
        "lin_api_0a1B2c3D4e5F6g7H8i9J",
        "ntn_0a1B2c3D4e5F6g7H8i9J0k1L",
        "secret_0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P",
        "shpat_0a1b2c3d4e5f0a1b2c3d4e5f",
        "hvs.0a1B2c3D4e5F6g7H8i9J",
        "SG.0a1B2c3D4e5F6g7H.8i9J0k1L2m3N4o5P",
        "AKIAIOSFODNN7EXAMPLQ",
        "ASIAIOSFODNN7EXAMPLQ",
        "ABSKQmVkcm9ja0FQSUtleS0wYTFiMmMzZDRlNWY2ZzdoOGk5ag==",
        "AIzaSyA-0123456789_abcdefghijklmnopqrst",
        "AQ.Ab8RN6K0123456789abcdefghij",
        "GOCSPX-0a1B2c3D4e5F6g7H8i9J",
        "ya29.a0AfH6SMB0123456789abcdef",
        "LTAI5t0a1B2c3D4e5F6g7H8i",
        "AKID0a1B2c3D4e5F6g7H8i9J0k1L2m3N",
        "AKLT0a1B2c3D4e5F6g7H8i9J0k1L",
        "bce-v3/ALTAK-0a1B2c3D4e5F6g7H8i9J0/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
        "bce-auth-v1/0a1b2c3d4e5f6071/2026-01-02T03:04:05Z/1800/host/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "ALTAK-0a1B2c3D4e5F6g7H8i9J",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzb21lb25lIn0.c2lnbmF0dXJlMTIz",
        "-----BEGIN RSA PRIVATE KEY-----MIIEowIBAAKCAQEA0a1B2c3D4e5F6g7H-----END RSA PRIVATE"
            + " KEY-----",
        "Bearer 0a1B2c3D4e5F6g7H8i9J",
        "bearer 0a1B2c3D4e5F6g7H8i9J",
        "Basic c29tZW9uZTpzZWNyZXQxMjM=",
        "https://hooks.slack.com/services/T0A1B2C3/B0A1B2C3/0a1B2c3D4e5F"
      })
  void keysThatArePromisedToBeFound(String key) {
    List<String> found = new ArrayList<>();
    catalogue.forms().each(key, form -> found.add(key.substring(form.start(), form.end())));
    assertThat(found).containsExactly(key);
  }

  // Else a line could go without a test that fails.
  @Test
  void noFormFindsTheSampleOfAnother() {
    List<String[]> forms = rows("forms").toList();
    for (String[] form : forms) {
      SecretForms alone = new SecretForms(List.<String[]>of(form));
      List<String> found =
          forms.stream().map(row -> row[2]).filter(sample -> isWhole(alone, sample)).toList();
      assertThat(found).containsExactly(form[2]);
    }
  }

  private static boolean isWhole(SecretForms forms, String sample) {
    List<SecretForms.Found> found = new ArrayList<>();
    forms.each(sample, found::add);
    return found.contains(new SecretForms.Found(0, sample.length()));
  }

  @Test
  void eachSampleOfWhatIsHiddenIsHidden() {
    assertThat(rows("hidden").map(row -> row[1])).isNotEmpty().allMatch(catalogue::isLikelyName);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "risk-sk-learn-pipeline-estimator",
        "sk-learn-pipeline-estimator",
        "the task-0123456789abcdef0 is done",
        "see https://huggingface.co/hf_transfer",
        "npm_config_registry",
        "pypi-server",
        "Bearer authentication is needed",
        "Basic authentication is needed",
        "-----BEGIN CERTIFICATE-----",
        "AKIAIOSFODNN7EXAMPLEWITHMORE",
        "ghp_short",
        "secret_santa_is_a_game_for_all_of_us",
        "eyJust.a.word"
      })
  void ordinaryTextHasNoForm(String text) {
    assertThat(catalogue.forms().isIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github_token",
        "githubToken",
        "GITHUB_TOKEN",
        "openai_key",
        "OPENAI_API_KEY",
        "hf-token",
        "aws_secret_access_key",
        "db.password",
        "x-api-key",
        "apiKey",
        "Authorization",
        "sso-ak",
        "clientSecret"
      })
  void namesThatSaySoSaySoInText(String name) {
    assertThat(SecretNames.Scope.TEXT.isSecret(name)).isTrue();
    assertThat(SecretNames.Scope.MEMBER.isSecret(name)).isTrue();
    assertThat(catalogue.isSecretName(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "token, false, true, true",
    "sig, false, true, true",
    "key, false, false, true",
    "ak, false, true, true",
    "code, false, false, true"
  })
  void shortNamesSaySoWhereValuesAreNamed(String name, boolean text, boolean member, boolean url) {
    assertThat(SecretNames.Scope.TEXT.isSecret(name)).isEqualTo(text);
    assertThat(SecretNames.Scope.MEMBER.isSecret(name)).isEqualTo(member);
    assertThat(SecretNames.Scope.URL.isSecret(name)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max_tokens",
        "completion_tokens",
        "eos_token",
        "prompt_cache_key",
        "idempotencyKey",
        "tokenizer",
        "keyboard",
        "monkey",
        "author",
        "passage",
        "design"
      })
  void namesThatSayNoSecret(String name) {
    assertThat(SecretNames.Scope.MEMBER.isSecret(name)).isFalse();
    assertThat(SecretNames.Scope.TEXT.isSecret(name)).isFalse();
  }

  // A masked value must not change a verdict.
  @Test
  void noWordOfAContractLooksLikeASecret() {
    Set<String> words = new TreeSet<>();
    for (Contract contract : Contracts.shipped().all()) {
      words(contract.excerpt(JsonPointer.empty()).path("components"), words);
    }
    assertThat(words).hasSizeGreaterThan(100).contains("finish_reason", "chat.completion.chunk");
    assertThat(words.stream().filter(word -> Looks.isSecret(word) || catalogue.forms().isIn(word)))
        .isEmpty();
  }

  private static void words(JsonNode node, Set<String> words) {
    if (node.path("properties").isObject()) {
      words.addAll(node.path("properties").propertyNames());
    }
    for (String list : List.of("enum", "x-extensible-enum")) {
      node.path(list).forEach(value -> words.add(value.asString()));
    }
    if (node.path("const").isString()) {
      words.add(node.path("const").asString());
    }
    node.forEach(child -> words(child, words));
  }

  private static Stream<String[]> rows(String section) {
    try (InputStream in =
        SecretCatalogueTests.class.getResourceAsStream("/dev/concordat/spec/secrets.txt")) {
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String rest = file.substring(file.indexOf("\n[" + section + "]\n") + section.length() + 4);
      int end = rest.indexOf("\n\n");
      return (end < 0 ? rest : rest.substring(0, end)).lines().map(row -> row.split(" {2,}", -1));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
