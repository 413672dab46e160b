/** JSON values, errors, event streams and settings that the clients of all providers share. */
@NullMarked
package dev.concordat.client.runtime;

import org.jspecify.annotations.NullMarked;
