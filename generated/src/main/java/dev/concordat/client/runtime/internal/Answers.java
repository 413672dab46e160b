package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.CallTimeoutException;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.ErrorDetails;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;

/** Tells, of one answer, whether it is an error, and reads it if it is none. */
final class Answers {
  private static final int LONGEST_QUOTE = 300;

  private final String provider;
  private final Operation<?> operation;
  private final ErrorRules errors;
  private final Response<ResponseBody> response;
  private final Instant now;

  Answers(
      String provider,
      Operation<?> operation,
      ErrorRules errors,
      Response<ResponseBody> response,
      Instant now) {
    this.provider = provider;
    this.operation = operation;
    this.errors = errors;
    this.response = response;
    this.now = now;
  }

  /** The body, all of it, read as an answer. */
  <A> A read(Codec<A> codec) {
    Buffer body = body();
    throwIfError(body);
    JsonValue json = json(body);
    throwIfError(json);
    return decode(codec, json, "the answer is not what the contract says");
  }

  /** Throws the error that the answer to a stream request is, if it is one, from its head alone. */
  void requireStream() {
    if (!response.isSuccessful() || headerCode() != null) {
      throwIfError(body());
    }
    MediaType type = type();
    if (response.body() == null || (type != null && type.subtype().endsWith("json"))) {
      throw notAStream(body());
    }
  }

  /** The exception for a body that should have been a stream. */
  ProviderException notAStream(Buffer body) {
    if (body.exhausted()) {
      return undecodable("expected a stream of events, found nothing", null);
    }
    try {
      JsonValue json = JsonTree.parse(body);
      ProviderErrorException error = error(json);
      if (error != null) {
        return error;
      }
    } catch (JsonDecodeException notEvenJson) {
      return undecodable("expected a stream of events", notEvenJson);
    }
    return undecodable("expected a stream of events, found a JSON value", null);
  }

  /** The error that a JSON value under a status of success is; null if it is none. */
  @Nullable ProviderErrorException error(JsonValue json) {
    ErrorBody found = errors.find(json);
    if (found == null && json instanceof JsonObject object && hasErrorMembers(object)) {
      found = new ErrorBody(null, null, null);
    }
    return found == null ? null : exception(found);
  }

  /** The exception for an error that only the contract knows as one. */
  ProviderErrorException describedError(JsonValue json) {
    ErrorBody found = errors.find(json);
    return exception(found == null ? new ErrorBody(null, quote(json.toJson()), null) : found);
  }

  <A> A decode(Codec<A> codec, JsonValue json, String problem) {
    try {
      if (json == JsonNull.NULL) {
        throw new JsonDecodeException("$", "expected a value, found null");
      }
      return codec.read(json, JsonPath.root("$"));
    } catch (JsonDecodeException e) {
      throw undecodable(problem, e);
    }
  }

  UndecodableAnswerException undecodable(String problem, @Nullable JsonDecodeException cause) {
    return new UndecodableAnswerException(
        details(null, cause == null ? null : cause.getMessage(), null), problem, cause);
  }

  ErrorDetails details(
      @Nullable String code, @Nullable String message, @Nullable String requestId) {
    return new ErrorDetails(
        provider,
        operation.id(),
        response.code(),
        redact(code),
        redact(message),
        redact(requestId == null ? requestId() : requestId));
  }

  @Nullable String requestId() {
    for (String name : errors.requestIdHeaders()) {
      String value = response.headers().get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  /** The exception for a connection that failed while this answer was read. */
  ConnectionException broken(IOException cause) {
    return connection(details(null, null, null), cause);
  }

  static ConnectionException connection(ErrorDetails details, IOException cause) {
    boolean timeout =
        cause instanceof SocketTimeoutException
            || (cause instanceof InterruptedIOException && "timeout".equals(cause.getMessage()));
    return timeout
        ? new CallTimeoutException(details, cause)
        : new ConnectionException(details, cause);
  }

  private Buffer body() {
    Buffer bytes = new Buffer();
    try (ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody()) {
      if (body != null) {
        bytes.writeAll(body.source());
      }
      return bytes;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private @Nullable MediaType type() {
    String type = response.headers().get("Content-Type");
    return type == null ? null : MediaType.parse(type);
  }

  // A status that says error, or a header that does; the body is not used up.
  private void throwIfError(Buffer body) {
    if (response.isSuccessful() && headerCode() == null) {
      return;
    }
    ErrorBody error = null;
    try {
      error = errors.find(JsonTree.parse(body.copy()));
    } catch (JsonDecodeException notJson) {
      // Then the text itself is all that there is to say.
    }
    if (error == null && headerCode() != null) {
      error = new ErrorBody(headerCode(), header(operation.messageHeader()), null);
    }
    if (error == null) {
      error = new ErrorBody(null, quote(body.copy().readUtf8()), null);
    }
    throw exception(error);
  }

  private void throwIfError(JsonValue json) {
    ProviderErrorException error = error(json);
    if (error != null) {
      throw error;
    }
  }

  private JsonValue json(Buffer body) {
    if (body.exhausted()) {
      throw undecodable("the answer is empty", null);
    }
    try {
      return JsonTree.parse(body);
    } catch (JsonDecodeException e) {
      throw undecodable("the answer is no JSON", e);
    }
  }

  private ProviderErrorException exception(ErrorBody error) {
    Duration wait = RetryAfter.parse(response.headers().get("Retry-After"), now);
    return errors.exception(details(error.code(), error.message(), error.requestId()), wait);
  }

  private boolean hasErrorMembers(JsonObject object) {
    return !operation.errorMembers().isEmpty()
        && object.members().keySet().containsAll(operation.errorMembers());
  }

  private @Nullable String headerCode() {
    return header(operation.codeHeader());
  }

  private @Nullable String header(@Nullable String name) {
    return name == null ? null : response.headers().get(name);
  }

  private @Nullable String quote(String text) {
    // Redacted first: of a credential that is cut off nobody can tell that it is one.
    String line = requireNonNull(redact(text)).strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return null;
    }
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
  }

  // Providers like to repeat the key that they do not accept.
  private @Nullable String redact(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String redacted = text;
    Headers sent = response.raw().request().headers();
    for (String name : sent.names()) {
      if (Secrets.isSecret(name)) {
        for (String value : sent.values(name)) {
          redacted = Secrets.mask(redacted, value);
        }
      }
    }
    return redacted;
  }
}
