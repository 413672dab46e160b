package dev.concordat.client.qianfan;

import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.ErrorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The errors of Qianfan. Documented is {@code {error_code, error_msg}}, under a status that the
 * page does not give (ledger: qianfan-59). Observed beside it: the gateway's {@code {code, message,
 * requestId}} with HTTP 403, an empty body with HTTP 200 and the error in headers (in the contract
 * as {@code x-error-headers}), OAuth's form, and the nested form of version 2. Codes 336100, 18 and
 * 500000 are those that Baidu's own SDK tries again; 18 is its limit of requests a second.
 */
final class QianfanErrors extends ErrorRules {
  QianfanErrors() {
    super(
        List.of(ErrorShape.BAIDU, ErrorShape.GATEWAY, ErrorShape.NESTED, ErrorShape.OAUTH),
        List.of("X-Baidu-Request-Id", "x-bce-request-id"));
  }

  @Override
  protected Meaning meaning(int status, @Nullable String code) {
    if (code == null) {
      return super.meaning(status, null);
    }
    return switch (code) {
      case "18" -> Meaning.RATE_LIMIT;
      case "336100" -> Meaning.OVERLOAD;
      case "500000" -> Meaning.TEMPORARY;
      default -> super.meaning(status, code);
    };
  }
}
