/**
 * Judges exchanges: one class for each rule, and {@link dev.concordat.conformance.rule.Judge} that
 * puts them together.
 */
@NullMarked
package dev.concordat.conformance.rule;

import org.jspecify.annotations.NullMarked;
