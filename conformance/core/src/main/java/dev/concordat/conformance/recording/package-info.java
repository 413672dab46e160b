@NullMarked
package dev.concordat.conformance.recording;

import org.jspecify.annotations.NullMarked;
