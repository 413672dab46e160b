/** The programs of the README, each whole. */
@NullMarked
package dev.concordat.client.recipes;

import org.jspecify.annotations.NullMarked;
