/** Concordat in a Maven build. */
@NullMarked
package dev.concordat.conformance.maven;

import org.jspecify.annotations.NullMarked;
