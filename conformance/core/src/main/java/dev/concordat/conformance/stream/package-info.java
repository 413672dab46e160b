@NullMarked
package dev.concordat.conformance.stream;

import org.jspecify.annotations.NullMarked;
