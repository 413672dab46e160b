/** What users put in their own tests, to hold them against the contracts. */
@NullMarked
package dev.concordat.conformance.testing;

import org.jspecify.annotations.NullMarked;
