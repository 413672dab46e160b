/**
 * What a provider documents: operations, servers, the ledger, and which of them a request is for.
 */
@NullMarked
package dev.concordat.conformance.contract;

import org.jspecify.annotations.NullMarked;
