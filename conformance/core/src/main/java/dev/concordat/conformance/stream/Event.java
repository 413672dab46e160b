package dev.concordat.conformance.stream;

/**
 * An event of a stream.
 *
 * @param index which event it is, from 0
 * @param type its type; {@code message} where the stream names none
 * @param data its data, the lines joined by LF
 * @param offset the byte of the stream at which it begins
 * @param length how many bytes it takes, up to the empty line that ends it
 */
public record Event(int index, String type, String data, long offset, long length) {}
