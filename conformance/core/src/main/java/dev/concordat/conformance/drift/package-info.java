/** What recordings show that a contract does not say, and the change of it that they propose. */
@NullMarked
package dev.concordat.conformance.drift;

import org.jspecify.annotations.NullMarked;
