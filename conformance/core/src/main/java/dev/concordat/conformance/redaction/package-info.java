/**
 * Takes secrets out of exchanges before they are written down. What is not known to be harmless is
 * masked, and what cannot be looked through is not written.
 */
@NullMarked
package dev.concordat.conformance.redaction;

import org.jspecify.annotations.NullMarked;
