/** Values that satisfy schemas. */
@NullMarked
package dev.concordat.conformance.server.instance;

import org.jspecify.annotations.NullMarked;
