package dev.concordat.conformance.testing.contract;

import static io.restassured.RestAssured.given;

import dev.concordat.conformance.server.emulator.Emulator;
import io.restassured.filter.Filter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/** Sends requests with REST Assured, each through these filters. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RestAssuredCall(Target target, Filter... filters) {
  Response send(Ask ask) {
    return send(ask, "");
  }

  /** Sends a request that asks for a fault; for none where the text is empty. */
  Response send(Ask ask, String fault) {
    RequestSpecification request = given().baseUri(target.url()).filters(List.of(filters));
    if (!target.secretKey().isEmpty() && isSigned()) {
      request.filter(new SigningFilter(target));
    } else if (!target.token().isEmpty() && !isSigned()) {
      request.header("Authorization", "Bearer " + target.token());
    }
    if (!fault.isEmpty()) {
      request.header(Emulator.FAULT_HEADER, fault);
    }
    if (!ask.body().isEmpty()) {
      request.contentType("application/json").body(target.body(ask));
    }
    return request.request(ask.operation().method(), ask.operation().path());
  }

  private boolean isSigned() {
    return target.provider().equals("qianfan");
  }
}
