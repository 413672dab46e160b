package dev.concordat.client.runtime;

import dev.concordat.client.runtime.internal.HeaderValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for a single call, beside its body. Immutable: each method gives options that have
 * one more.
 */
public final class RequestOptions {
  private static final RequestOptions NONE =
      new RequestOptions(List.of(), List.of(), null, null, null, null);

  /** A header or query parameter. */
  public record Pair(String name, String value) {}

  private final List<Pair> headers;
  private final List<Pair> query;
  private final @Nullable Duration timeout;
  private final @Nullable Duration readTimeout;
  private final @Nullable RetryPolicy retries;
  private final @Nullable String idempotencyKey;

  private RequestOptions(
      List<Pair> headers,
      List<Pair> query,
      @Nullable Duration timeout,
      @Nullable Duration readTimeout,
      @Nullable RetryPolicy retries,
      @Nullable String idempotencyKey) {
    this.headers = headers;
    this.query = query;
    this.timeout = timeout;
    this.readTimeout = readTimeout;
    this.retries = retries;
    this.idempotencyKey = idempotencyKey;
  }

  /** Options that ask for nothing. */
  public static RequestOptions none() {
    return NONE;
  }

  /**
   * Sends a header, in place of the client's own of that name.
   *
   * @throws IllegalArgumentException if no header can be so; the message does not show the value
   */
  public RequestOptions header(String name, String value) {
    HeaderValues.requireHeader(name, value);
    return new RequestOptions(
        more(headers, name, value), query, timeout, readTimeout, retries, idempotencyKey);
  }

  /** Adds a query parameter. */
  public RequestOptions query(String name, String value) {
    return new RequestOptions(
        headers, more(query, name, value), timeout, readTimeout, retries, idempotencyKey);
  }

  /**
   * How long the call may take as a whole, each retry counted anew; zero for no limit. Of a stream,
   * how long it may take to begin.
   */
  public RequestOptions timeout(Duration timeout) {
    return new RequestOptions(
        headers, query, notNegative(timeout), readTimeout, retries, idempotencyKey);
  }

  /** How long the provider may be silent; zero for no limit. */
  public RequestOptions readTimeout(Duration timeout) {
    return new RequestOptions(
        headers, query, this.timeout, notNegative(timeout), retries, idempotencyKey);
  }

  /** When to make the call again. */
  public RequestOptions retries(RetryPolicy retries) {
    return new RequestOptions(headers, query, timeout, readTimeout, retries, idempotencyKey);
  }

  /**
   * Sends {@code Idempotency-Key}, the same each time that the call is made again. The provider is
   * trusted to know it: the call is then safe to be made again after any passing failure.
   *
   * @throws IllegalArgumentException if no header can hold it
   */
  public RequestOptions idempotencyKey(String key) {
    HeaderValues.requireHeader("Idempotency-Key", key);
    return new RequestOptions(headers, query, timeout, readTimeout, retries, key);
  }

  public List<Pair> headers() {
    return headers;
  }

  public List<Pair> query() {
    return query;
  }

  /** Null if the client's own holds. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /** Null if the client's own holds. */
  public @Nullable Duration readTimeout() {
    return readTimeout;
  }

  /** Null if the client's own hold. */
  public @Nullable RetryPolicy retries() {
    return retries;
  }

  /** Null if none is sent. */
  public @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  private static List<Pair> more(List<Pair> pairs, String name, String value) {
    List<Pair> more = new ArrayList<>(pairs);
    more.add(new Pair(name, value));
    return List.copyOf(more);
  }

  private static Duration notNegative(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout may not be negative");
    }
    return timeout;
  }

  /** The names of headers and query parameters, never their values. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "RequestOptions{", "}");
    text.add("headers=" + headers.stream().map(Pair::name).toList());
    text.add("query=" + query.stream().map(Pair::name).toList());
    text.add("timeout=" + timeout);
    text.add("readTimeout=" + readTimeout);
    return text.toString();
  }
}
