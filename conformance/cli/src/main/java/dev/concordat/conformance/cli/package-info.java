/** The command line. */
@NullMarked
package dev.concordat.conformance.cli;

import org.jspecify.annotations.NullMarked;
