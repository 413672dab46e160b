/** The types of all clients for those who have Jackson 2, which the client itself does not need. */
@NullMarked
package dev.concordat.client.jackson;

import org.jspecify.annotations.NullMarked;
