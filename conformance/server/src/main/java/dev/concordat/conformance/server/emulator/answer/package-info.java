/** Answers that are made as the contract says, for what was asked. */
@NullMarked
package dev.concordat.conformance.server.emulator.answer;

import org.jspecify.annotations.NullMarked;
