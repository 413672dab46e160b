/** A proxy that judges and records what passes. */
@NullMarked
package dev.concordat.conformance.server.proxy;

import org.jspecify.annotations.NullMarked;
