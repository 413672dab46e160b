/**
 * The compiled view of a contract's schemas, and the engine that asserts them. Only this package
 * knows the validator.
 */
@NullMarked
package dev.concordat.conformance.schema;

import org.jspecify.annotations.NullMarked;
