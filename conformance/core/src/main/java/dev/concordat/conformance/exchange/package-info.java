/** One request and its answer, and their bodies as bytes and as JSON. */
@NullMarked
package dev.concordat.conformance.exchange;

import org.jspecify.annotations.NullMarked;
