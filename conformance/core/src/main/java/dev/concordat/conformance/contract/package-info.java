@NullMarked
package dev.concordat.conformance.contract;

import org.jspecify.annotations.NullMarked;
