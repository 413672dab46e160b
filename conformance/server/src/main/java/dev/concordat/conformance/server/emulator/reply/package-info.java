/** What is sent: whole or in pieces, an answer or an error, and what making it may cost. */
@NullMarked
package dev.concordat.conformance.server.emulator.reply;

import org.jspecify.annotations.NullMarked;
