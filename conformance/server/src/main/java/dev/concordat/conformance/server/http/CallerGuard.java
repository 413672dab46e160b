package dev.concordat.conformance.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Refuses with 403 what a page in a browser sends, unless its origin was let in; such a page is
 * told what it may do (CORS), and its preflights are answered here.
 */
public final class CallerGuard extends Handler.Wrapper {
  private static final String SECONDS_TO_KNOW = "600";

  private final Callers callers;
  private final String bound;
  private final boolean isProxy;
  private final Runnable refused;

  /**
   * A guard.
   *
   * @param bound the address that the server listens on
   * @param isProxy whether requests may name another server in their target
   * @param refused is run for each request that is refused
   */
  public CallerGuard(
      Callers callers, String bound, boolean isProxy, Runnable refused, Handler guarded) {
    super(guarded);
    this.callers = callers;
    this.bound = bound;
    this.isProxy = isProxy;
    this.refused = refused;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields headers = request.getHeaders();
    String origin = headers.get(HttpHeader.ORIGIN);
    String refusal = refusal(request, origin);
    if (refusal != null) {
      refused.run();
      refuse(response, callback, refusal);
      return true;
    }
    if (origin != null && callers.isAllowed(origin)) {
      HttpFields.Mutable answer = response.getHeaders();
      answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      answer.add(HttpHeader.VARY, "Origin");
      String method = headers.get(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
      if (HttpMethod.OPTIONS.is(request.getMethod()) && method != null) {
        allow(method, headers.get(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS), headers, answer);
        response.setStatus(204);
        response.write(true, ByteBuffer.allocate(0), callback);
        return true;
      }
      answer.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "*");
    }
    return super.handle(request, response, callback);
  }

  private @Nullable String refusal(Request request, @Nullable String origin) {
    HttpFields headers = request.getHeaders();
    List<String> hosts = headers.getValuesList(HttpHeader.HOST);
    boolean namesAnother = !TargetConnection.target(request).startsWith("/");
    if (!(isProxy && namesAnother)) {
      for (String host : hosts) {
        if (!callers.isHost(host, bound)) {
          return "this server does not go by the name in the Host header; --allow-host lets a name"
              + " in";
        }
      }
      String named = request.getHttpURI().getHost();
      if (namesAnother && named != null && !callers.isHost(named, bound)) {
        return "this server does not go by the name in the request's target";
      }
    }
    if (origin != null) {
      boolean isOwn = hosts.size() == 1 && origin.equalsIgnoreCase("http://" + hosts.get(0));
      return isOwn || callers.isAllowed(origin)
          ? null
          : "the pages of this origin may not use this server; --allow-origin lets an origin in";
    }
    String site = headers.get("Sec-Fetch-Site");
    return site == null || site.equals("none") || site.equals("same-origin")
        ? null
        : "pages of other sites may not use this server; --allow-origin lets an origin in";
  }

  private static void allow(
      String method, @Nullable String names, HttpFields asked, HttpFields.Mutable answer) {
    answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, method);
    if (names != null) {
      answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, names);
    }
    if ("true".equals(asked.get("Access-Control-Request-Private-Network"))) {
      answer.put("Access-Control-Allow-Private-Network", "true");
    }
    answer.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, SECONDS_TO_KNOW);
  }

  private static void refuse(Response response, Callback callback, String reason) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    byte[] body =
        json.objectNode()
            .set("error", json.objectNode().put("type", "forbidden").put("message", reason))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(403);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
