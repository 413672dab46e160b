/** Single changes of a contract, and what becomes of the client and the checker. */
@NullMarked
package dev.concordat.changes;

import org.jspecify.annotations.NullMarked;
