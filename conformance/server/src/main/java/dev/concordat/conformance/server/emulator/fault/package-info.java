/** What goes wrong with answers because it was asked for; each is found. */
@NullMarked
package dev.concordat.conformance.server.emulator.fault;

import org.jspecify.annotations.NullMarked;
