/** An emulator of the providers, which answers as their contracts say. */
@NullMarked
package dev.concordat.conformance.server.emulator;

import org.jspecify.annotations.NullMarked;
