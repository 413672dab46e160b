@NullMarked
package dev.concordat.conformance.verdict;

import org.jspecify.annotations.NullMarked;
