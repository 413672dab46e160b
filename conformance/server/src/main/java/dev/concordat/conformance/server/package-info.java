/** Servers on loopback: an emulator of the providers and a recording proxy. */
@NullMarked
package dev.concordat.conformance.server;

import org.jspecify.annotations.NullMarked;
