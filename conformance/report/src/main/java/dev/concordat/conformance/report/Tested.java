package dev.concordat.conformance.report;

import org.jspecify.annotations.Nullable;

/**
 * Where an exchange that is from no recording comes from: a test, or a case of a probe.
 *
 * @param test the test that had it, or null where that is not known
 * @param exchange how it is named there
 */
public record Tested(@Nullable String test, String exchange) {}
