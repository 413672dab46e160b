/** How requests are signed. */
@NullMarked
package dev.concordat.conformance.signature;

import org.jspecify.annotations.NullMarked;
