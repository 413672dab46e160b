@NullMarked
package dev.concordat.conformance.schema;

import org.jspecify.annotations.NullMarked;
