/** Tests over all providers at once. */
@NullMarked
package dev.concordat.client;

import org.jspecify.annotations.NullMarked;
