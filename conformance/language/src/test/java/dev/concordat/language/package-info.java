@NullMarked
package dev.concordat.language;

import org.jspecify.annotations.NullMarked;
