@NullMarked
package dev.concordat.client.records;

import org.jspecify.annotations.NullMarked;
