/** The conformance suite against a live server, its cases derived from the contract. */
@NullMarked
package dev.concordat.conformance.server.probe;

import org.jspecify.annotations.NullMarked;
