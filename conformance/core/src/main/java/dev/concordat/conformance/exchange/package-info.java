@NullMarked
package dev.concordat.conformance.exchange;

import org.jspecify.annotations.NullMarked;
