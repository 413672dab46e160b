/** Reads exchanges from files, as streams. Recordings are not trusted. */
@NullMarked
package dev.concordat.conformance.recording;

import org.jspecify.annotations.NullMarked;
