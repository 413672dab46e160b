/** What is said of the generator. */
@NullMarked
package dev.concordat.client.generator;

import org.jspecify.annotations.NullMarked;
