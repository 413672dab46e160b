/**
 * Turns a contract into the sources of a client. It runs inside of OpenAPI Generator, which parses
 * the contract and renders the templates; in here is what the templates are told.
 */
@NullMarked
package dev.concordat.client.generator;

import org.jspecify.annotations.NullMarked;
