package dev.concordat.conformance.report;

import dev.concordat.conformance.verdict.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A finding, and what it means for the run.
 *
 * @param fails whether it fails the run
 * @param acceptance why it is accepted and does not, or null where it is not
 */
public record WeighedFinding(Finding finding, boolean fails, @Nullable Acceptance acceptance) {}
