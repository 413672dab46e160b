/** Signatures of requests, bce-auth-v1. */
@NullMarked
package dev.concordat.conformance.server.signature;

import org.jspecify.annotations.NullMarked;
