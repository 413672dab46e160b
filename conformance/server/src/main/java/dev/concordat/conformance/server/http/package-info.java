/** What both servers have in common: where a request goes, and who may send it. */
@NullMarked
package dev.concordat.conformance.server.http;

import org.jspecify.annotations.NullMarked;
