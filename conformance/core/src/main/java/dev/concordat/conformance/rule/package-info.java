@NullMarked
package dev.concordat.conformance.rule;

import org.jspecify.annotations.NullMarked;
