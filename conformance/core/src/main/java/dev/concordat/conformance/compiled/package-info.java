/**
 * The fast way: schemas compiled to a reader of bytes that tells a value that is certainly clean.
 * What it cannot vouch for it refuses, and the engine of {@code schema} judges.
 */
@NullMarked
package dev.concordat.conformance.compiled;

import org.jspecify.annotations.NullMarked;
