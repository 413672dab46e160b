/**
 * Event streams: their decoder, and the rules over chunks, sequence and sum. Which rules hold is
 * for the contract to say.
 */
@NullMarked
package dev.concordat.conformance.stream;

import org.jspecify.annotations.NullMarked;
