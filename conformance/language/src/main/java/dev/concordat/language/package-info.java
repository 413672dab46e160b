/**
 * What contracts are written in: a file that knows its lines, the closed set of keywords, and the
 * extensions. The checker and the generator of the client both read it here.
 */
@NullMarked
package dev.concordat.language;

import org.jspecify.annotations.NullMarked;
