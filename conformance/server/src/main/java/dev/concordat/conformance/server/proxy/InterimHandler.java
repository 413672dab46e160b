package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.server.http.Interims;
import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Takes any number of interim responses of a provider, and forwards those that are for the caller
 * (RFC 9110, 15.2). That it may continue is said to the caller by the proxy itself.
 */
final class InterimHandler implements ProtocolHandler {
  private static final String INTERIMS = Interims.class.getName();

  /** Says where the interim responses to a request are for. */
  static void forwards(Request request, Interims interims) {
    request.attribute(INTERIMS, interims);
  }

  @Override
  public String getName() {
    return "interim";
  }

  @Override
  public boolean accept(Request request, Response response) {
    return HttpStatus.isInterim(response.getStatus()) && response.getStatus() != 101;
  }

  @Override
  public Response.Listener getResponseListener() {
    return new Response.Listener() {
      @Override
      @SuppressWarnings("FutureReturnValueIgnored") // A caller that left is noticed elsewhere.
      public void onSuccess(Response response) {
        int status = response.getStatus();
        HttpFields.Mutable headers = HttpFields.build();
        Fields.endToEnd(response.getHeaders()).forEach(headers::add);
        HttpConversation conversation = ((HttpRequest) response.getRequest()).getConversation();
        conversation.updateResponseListeners(null);
        HttpExchange exchange = conversation.getExchanges().peekLast();
        if (exchange != null) {
          exchange.resetResponse();
        }
        Object interims = response.getRequest().getAttributes().get(INTERIMS);
        if (status != HttpStatus.CONTINUE_100 && interims instanceof Interims open) {
          open.send(status, headers.asImmutable());
        }
      }
    };
  }
}
