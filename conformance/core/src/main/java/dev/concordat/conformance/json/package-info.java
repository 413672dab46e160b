/**
 * The tokens of JSON texts, by their bytes: what is usual at the speed of a scan, all else refused.
 */
@NullMarked
package dev.concordat.conformance.json;

import org.jspecify.annotations.NullMarked;
