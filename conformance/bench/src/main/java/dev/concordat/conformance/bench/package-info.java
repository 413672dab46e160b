/** Benchmarks: each beside its floor and its peers, measured in one run and told as ratios. */
@NullMarked
package dev.concordat.conformance.bench;

import org.jspecify.annotations.NullMarked;
