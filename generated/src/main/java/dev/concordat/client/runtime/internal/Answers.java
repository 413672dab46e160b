package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.CallInterruptedException;
import dev.concordat.client.runtime.CallTimeoutException;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.ErrorDetails;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.ProviderResponse;
import dev.concordat.client.runtime.ResponseHeaders;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;

/** Tells, of one answer, whether it is an error, and reads it if it is none. */
final class Answers {
  private static final int LONGEST_QUOTE = 300;
  // Far more than any answer has; this is there to stop a server that never ends one.
  private static final long MAX_BYTES = 128L << 20;

  private final String provider;
  private final Operation<?> operation;
  private final ErrorRules errors;
  private final Response<ResponseBody> response;
  private final Instant now;
  private @Nullable Redaction redaction;

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

  // Made once something is shown.
  private Redaction redaction() {
    Redaction made = redaction;
    if (made == null) {
      made = new Redaction(response.raw().request());
      redaction = made;
    }
    return made;
  }

  /** The body, all of it, read as an answer. */
  <A extends @Nullable Object> ProviderResponse<A> read(Operation.Answer<A> answer) {
    ByteString body = body();
    throwIfError(body);
    A value = answer.read(this, body);
    return new ProviderResponse<>(value, status(), headers(), requestId(), body);
  }

  /** Reads a body that is JSON. */
  <A> A json(Codec<A> codec, ByteString body) {
    if (body.size() == 0) {
      throw undecodable("the answer is empty", null, null, null);
    }
    try {
      A answer = decode(codec, Utf8.text(body));
      ProviderErrorException error = errorIn(answer);
      if (error != null) {
        throw error;
      }
      return answer;
    } catch (JsonDecodeException e) {
      throw refused(body, e);
    }
  }

  // What a body is that is not what the contract says.
  private ProviderException refused(ByteString body, JsonDecodeException why) {
    JsonValue json;
    try {
      json = JsonTree.parse(body);
    } catch (JsonDecodeException notJson) {
      return undecodable("the answer is no JSON", body.utf8(), null, notJson);
    }
    ProviderErrorException error = error(json);
    return error != null
        ? error
        : undecodable("the answer is not what the contract says", json.toJson(), json, why);
  }

  /**
   * The value that a JSON text stands for, which is not null.
   *
   * @throws JsonDecodeException if it is no JSON, or stands for none
   */
  static <A> A decode(Codec<A> codec, String json) {
    return new JsonParser(json).whole(new NotNull<>(codec));
  }

  private record NotNull<A>(Codec<A> codec) implements Codec<A> {
    @Override
    public A read(JsonParser json) {
      if (json.nextIs(JsonNull.class)) {
        throw json.mismatch("a value");
      }
      return codec.read(json);
    }

    @Override
    public JsonValue write(A value) {
      return codec.write(value);
    }
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
  ProviderException notAStream(ByteString body) {
    String expected = "expected a stream of events, found ";
    if (body.size() == 0) {
      return undecodable(expected + "nothing", null, null, null);
    }
    String text = body.utf8();
    try {
      JsonValue json = JsonTree.parse(body);
      ProviderErrorException error = error(json);
      return error != null ? error : undecodable(expected + "a JSON value", text, json, null);
    } catch (JsonDecodeException notEvenJson) {
      boolean page = text.stripLeading().startsWith("<");
      return undecodable(
          expected + (page ? "a page" : "something else"), text, null, page ? null : notEvenJson);
    }
  }

  /** The error that a JSON value under a status of success is; null if it is none. */
  @Nullable ProviderErrorException error(JsonValue json) {
    ErrorBody found = errors.find(json);
    if (found == null && json instanceof JsonObject object && hasErrorMembers(object)) {
      found = new ErrorBody(null, null, null);
    }
    return found == null ? null : exception(found);
  }

  /** The error that a decoded value is all the same; null if it is none. */
  @Nullable ProviderErrorException errorIn(Object value) {
    boolean suspect =
        errors.mayFind(value)
            || (!operation.errorMembers().isEmpty()
                && operation.errorMembers().stream()
                    .allMatch(name -> JsonView.get(value, name) != null));
    return suspect ? error(JsonView.json(value)) : null;
  }

  /** The exception for an error that only the contract knows as one. */
  ProviderErrorException describedError(JsonValue json) {
    ErrorBody found = errors.find(json);
    return exception(found == null ? new ErrorBody(null, quote(json.toJson()), null) : found);
  }

  UndecodableAnswerException undecodable(
      String problem,
      @Nullable String text,
      @Nullable JsonValue json,
      @Nullable JsonDecodeException cause) {
    String excerpt = text == null ? null : quote(text);
    String message = cause == null ? excerpt : cause.getMessage();
    if (cause != null && json == null && excerpt != null) {
      message += ": " + excerpt; // Not even JSON: only itself says what it is.
    }
    return new UndecodableAnswerException(
        details(null, message, null), problem, excerpt, json, cause);
  }

  ErrorDetails details(
      @Nullable String code, @Nullable String message, @Nullable String requestId) {
    return new ErrorDetails(
        provider,
        operation.id(),
        status(),
        headers(),
        redaction().textOrNull(code),
        redaction().textOrNull(message),
        redaction().textOrNull(requestId == null ? requestId() : requestId));
  }

  int status() {
    return response.code();
  }

  ResponseHeaders headers() {
    return redaction().responseHeaders(response.headers());
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
  ProviderException broken(IOException cause) {
    return connection(details(null, null, null), cause);
  }

  static ProviderException connection(ErrorDetails details, IOException cause) {
    if (Thread.currentThread().isInterrupted()) {
      return new CallInterruptedException(details, cause);
    }
    boolean timeout =
        cause instanceof SocketTimeoutException
            || (cause instanceof InterruptedIOException && "timeout".equals(cause.getMessage()));
    return timeout
        ? new CallTimeoutException(details, cause)
        : new ConnectionException(details, cause);
  }

  /** What is left of a body that is not to be trusted with any length. */
  ByteString rest(BufferedSource source) throws IOException {
    Buffer bytes = new Buffer();
    while (source.read(bytes, 64L << 10) >= 0) {
      if (bytes.size() > MAX_BYTES) {
        throw undecodable("the answer has more than " + MAX_BYTES + " bytes", null, null, null);
      }
    }
    return bytes.readByteString();
  }

  private ByteString body() {
    try (ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody()) {
      return body == null ? ByteString.EMPTY : rest(body.source());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private @Nullable MediaType type() {
    String type = response.headers().get("Content-Type");
    return type == null ? null : MediaType.parse(type);
  }

  // A status that says error, or a header that does.
  private void throwIfError(ByteString body) {
    if (response.isSuccessful() && headerCode() == null) {
      return;
    }
    ErrorBody error = null;
    try {
      error = errors.find(JsonTree.parse(body));
    } catch (JsonDecodeException notJson) {
      // Then the text itself is all that there is to say.
    }
    if (error == null && headerCode() != null) {
      error = new ErrorBody(headerCode(), header(operation.messageHeader()), null);
    }
    if (error == null) {
      error = new ErrorBody(null, quote(body.utf8()), null);
    }
    throw exception(error);
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
    String line = redaction().text(text).strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return null;
    }
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
  }
}
