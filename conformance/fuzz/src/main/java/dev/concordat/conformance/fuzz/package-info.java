/**
 * What is done with bytes that nobody vouches for, one class a target. Each has an oracle beside
 * the absence of crashes: another engine, another way through, or what was put in before.
 */
@NullMarked
package dev.concordat.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
