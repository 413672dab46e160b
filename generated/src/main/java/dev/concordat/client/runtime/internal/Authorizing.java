package dev.concordat.client.runtime.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Adds the credentials that an operation asks for: of the alternatives that the contract offers,
 * the one with the most schemes of those that were given. A credential that was given for a single
 * call stays, and one that the operation does not ask for is not sent.
 */
record Authorizing(Map<String, SecurityScheme> schemes, Map<String, Credential> given)
    implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    CallContext call = request.tag(CallContext.class);
    return chain.proceed(call == null ? request : authorized(request, call.operation()));
  }

  private Request authorized(Request request, Operation<?> operation) throws IOException {
    List<List<String>> alternatives = operation.security();
    List<String> chosen = null;
    for (List<String> alternative : alternatives) {
      if (alternative.stream().allMatch(scheme -> isThere(scheme, request))
          && (chosen == null || alternative.size() > chosen.size())) {
        chosen = alternative;
      }
    }
    if (chosen == null) {
      if (alternatives.isEmpty()) {
        return request;
      }
      throw new CredentialsException("credentials are required: " + methods(alternatives));
    }
    Request authorized = request;
    for (Credential credential : missing(chosen, request)) {
      authorized = credential.apply(authorized);
    }
    return authorized;
  }

  private boolean isThere(String scheme, Request request) {
    return given.containsKey(scheme) || isGivenForTheCall(scheme, request);
  }

  private boolean isGivenForTheCall(String name, Request request) {
    SecurityScheme scheme = schemes.get(name);
    return scheme != null && scheme.isIn(request);
  }

  // Signatures last, since they sign what else is there.
  private List<Credential> missing(List<String> chosen, Request request) {
    List<Credential> missing = new ArrayList<>();
    List<Credential> signing = new ArrayList<>();
    for (String scheme : chosen) {
      @Nullable Credential credential = given.get(scheme);
      if (credential != null && !isGivenForTheCall(scheme, request)) {
        (credential instanceof BceSigner ? signing : missing).add(credential);
      }
    }
    missing.addAll(signing);
    return missing;
  }

  private String methods(List<List<String>> alternatives) {
    return alternatives.stream()
        .map(one -> one.stream().map(this::method).collect(Collectors.joining(" and ")))
        .collect(Collectors.joining(", or "));
  }

  private String method(String name) {
    SecurityScheme scheme = schemes.get(name);
    return scheme == null ? name : scheme.method();
  }
}
