/** The programs of the client's README that use records. */
@NullMarked
package dev.concordat.client.records.recipes;

import org.jspecify.annotations.NullMarked;
