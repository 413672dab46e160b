package dev.concordat.client.runtime.internal;

/**
 * An operation that is answered as a stream.
 *
 * @param plain the operation
 * @param chunk reads a chunk
 * @param sum reads what the chunks add up to
 * @param rules how a stream ends and how it adds up
 */
public record StreamOperation<C, A>(
    Operation<?> plain, Codec<C> chunk, Codec<A> sum, StreamRules rules) {}
