package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import org.jspecify.annotations.Nullable;

/** A form in which servers report errors. */
public enum ErrorShape {
  /** OpenAI's, and so that of most: {@code {"error": {"code", "message", "type"}[, "id"]}}. */
  NESTED("error") {
    @Override
    @Nullable ErrorBody read(JsonObject body) {
      if (!(body.get("error") instanceof JsonObject error) || error.members().isEmpty()) {
        return null;
      }
      String code = ErrorBody.text(error, "code");
      return new ErrorBody(
          code == null ? ErrorBody.text(error, "type") : code,
          ErrorBody.text(error, "message"),
          ErrorBody.text(body, "id"));
    }
  },
  /** OAuth's: {@code {"error": "invalid_client", "error_description"}}; also a bare message. */
  OAUTH("error") {
    @Override
    @Nullable ErrorBody read(JsonObject body) {
      if (!(body.get("error") instanceof JsonString error) || error.text().isBlank()) {
        return null;
      }
      String description = ErrorBody.text(body, "error_description");
      return description == null
          ? new ErrorBody(null, error.text(), null)
          : new ErrorBody(error.text(), description, null);
    }
  },
  /** LMDeploy's and older vLLM's: {@code {"object": "error", "message", "type", "code"}}. */
  FLAT("object") {
    @Override
    @Nullable ErrorBody read(JsonObject body) {
      if (!(body.get("object") instanceof JsonString object) || !object.text().equals("error")) {
        return null;
      }
      return new ErrorBody(ErrorBody.text(body, "code"), ErrorBody.text(body, "message"), null);
    }
  },
  /** FastAPI's, for a request that it rejects: {@code {"detail": […]}}. */
  DETAIL("detail") {
    @Override
    @Nullable ErrorBody read(JsonObject body) {
      JsonValue detail = body.get("detail");
      if (detail instanceof JsonString text && body.members().size() == 1) {
        return new ErrorBody(null, text.text(), null);
      }
      return detail instanceof JsonArray && body.members().size() == 1
          ? new ErrorBody(null, detail.toJson(), null)
          : null;
    }
  },
  /** Baidu's: {@code {"error_code", "error_msg"[, "id"]}}. */
  BAIDU("error_code") {
    @Override
    @Nullable ErrorBody read(JsonObject body) {
      String code = ErrorBody.text(body, "error_code");
      return code == null
          ? null
          : new ErrorBody(code, ErrorBody.text(body, "error_msg"), ErrorBody.text(body, "id"));
    }
  },
  /** That of Baidu's gateway: {@code {"code", "message", "requestId"}}; a code of 0 is none. */
  GATEWAY("code") {
    @Override
    @Nullable ErrorBody read(JsonObject body) {
      String code = ErrorBody.text(body, "code");
      String requestId = ErrorBody.text(body, "requestId");
      return code == null || code.equals("0") || requestId == null
          ? null
          : new ErrorBody(code, ErrorBody.text(body, "message"), requestId);
    }
  };

  private final String sign;

  /**
   * A form.
   *
   * @param sign the member without which a body does not have it
   */
  ErrorShape(String sign) {
    this.sign = sign;
  }

  /** Whether a body that was decoded may have this form: false only where it does not. */
  boolean mayBe(Object body) {
    Object member = JsonView.get(body, sign);
    // What the contract describes of an answer is a part of it.
    boolean isOfAnswer = sign.equals("error") && JsonView.describes(body, sign);
    return !isOfAnswer && member != null && (this != FLAT || "error".equals(JsonView.text(member)));
  }

  /** The error; null if the body does not have this form. */
  abstract @Nullable ErrorBody read(JsonObject body);
}
