package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.contract.Operation.Credential;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Mask;
import dev.concordat.conformance.signature.BceAuthorization;
import dev.concordat.conformance.verdict.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A credential that is required is there, and one that is there has the documented form. The values
 * that recorders put in the place of a secret are taken for whatever was masked; no finding shows a
 * value.
 */
@AutoService(HeadRule.class)
public final class CredentialRule implements HeadRule {
  private static final RuleCatalogue.Entry REQUIRED =
      new RuleCatalogue.Entry(
          "credential.required",
          List.of(Severity.VIOLATION),
          "The contract requires a credential, and the request has none.",
          "A signed operation without the header Authorization.",
          "Send it; where the recorder strips credentials, let it mask them.");

  private static final RuleCatalogue.Entry FORM =
      new RuleCatalogue.Entry(
          "credential.form",
          List.of(Severity.VIOLATION),
          "A credential has not the form that the contract states.",
          "Authorization: Token abc where a bearer token is documented",
          "Send it in the form that the message names.");

  // Those whose credential is a token68 (RFC 9110, 11.4; RFC 6750, 2.1; RFC 7617, 2).
  private static final Set<String> TOKEN_SCHEMES = Set.of("basic", "bearer");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(REQUIRED, FORM);
  }

  @Override
  public void judge(Case exchange) {
    List<List<Credential>> alternatives = exchange.operation().security();
    Headers headers = exchange.exchange().request().headers();
    if (alternatives.isEmpty()) {
      return;
    }
    boolean satisfied = false;
    for (List<Credential> alternative : alternatives) {
      boolean isThere = true;
      for (Credential credential : alternative) {
        List<String> values = sent(credential, exchange.exchange().request());
        isThere &= !values.isEmpty();
        for (String value : values) {
          String wrong = mistake(credential, value, headers);
          // Of what stands in the place of a secret nothing can be said.
          if (wrong != null && !Mask.isIn(value)) {
            form(exchange, credential, value, wrong);
            return;
          }
        }
      }
      satisfied |= isThere;
    }
    if (!satisfied) {
      Credential wanted = alternatives.get(0).get(0);
      boolean mayBeStripped = exchange.exchange().withoutCredentials();
      add(
          exchange,
          wanted,
          REQUIRED.id(),
          mayBeStripped ? Severity.UNCHECKED : Severity.VIOLATION,
          mayBeStripped
              ? "the recorder leaves %s out; export with sensitive data, or mask it"
                  .formatted(wanted.header())
              : "expected %s, which is missing; if the recorder strips credentials, let it mask them"
                  .formatted(wanted.header()));
    }
  }

  private static void form(Case exchange, Credential credential, String value, String wrong) {
    Ledger.Entry entry =
        exchange
            .contract()
            .ledger()
            .tolerating(credential.pointer(), JsonNodeFactory.instance.stringNode(value));
    String excuse = entry == null ? "" : "; callers do this (%s)".formatted(entry.id());
    Severity severity = entry == null ? Severity.VIOLATION : Severity.DRIFT;
    add(exchange, credential, FORM.id(), severity, wrong + excuse);
  }

  private static @Nullable String mistake(Credential credential, String value, Headers headers) {
    String scheme = credential.scheme();
    if (scheme != null) {
      if (value.equalsIgnoreCase(scheme)) {
        return "expected a credential after the word " + scheme;
      }
      String prefix = scheme + " ";
      if (!value.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return "expected the word %s before the credential".formatted(scheme);
      }
      String token = value.substring(prefix.length()).strip();
      boolean isToken = TOKEN_SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
      if (isToken && token.chars().anyMatch(Character::isWhitespace)) {
        return "expected a credential without white space after the word %s; found several words"
            .formatted(scheme);
      }
    }
    Pattern pattern = credential.pattern();
    if (pattern != null && !pattern.matcher(value).find()) {
      return "expected a value that matches " + pattern;
    }
    BceAuthorization signed =
        BceAuthorization.ALGORITHM.equals(credential.signature())
            ? BceAuthorization.parse(value)
            : null;
    String fault = signed == null ? null : signed.mistake(headers);
    return fault == null ? null : "expected a signature of the request; found that " + fault;
  }

  private static String name(Credential credential) {
    return credential.in().equals("header")
        ? credential.header().toLowerCase(Locale.ROOT)
        : credential.header();
  }

  /** What a request has in the place of a credential: several values where it is there again. */
  public static List<String> sent(Credential credential, Exchange.Request request) {
    return switch (credential.in()) {
      case "query" ->
          ParameterRule.query(request).getOrDefault(credential.header(), List.of()).stream()
              .map(ParameterRule::decode)
              .toList();
      case "cookie" -> ParameterRule.cookies(request, credential.header());
      default -> request.headers().all(credential.header());
    };
  }

  private static void add(
      Case exchange, Credential credential, String rule, Severity severity, String message) {
    // It names what the contract names, and no value: nobody need look for secrets in it.
    exchange
        .findings()
        .addPlain(
            rule,
            severity,
            "request." + credential.in() + "." + name(credential),
            "",
            message,
            credential.pointer(),
            "",
            1);
  }
}
