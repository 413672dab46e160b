package dev.concordat.conformance.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * That a finding is known and does not fail a run.
 *
 * @param reason why it is accepted
 * @param owner who answers for it
 * @param expires the last day on which it is accepted, or null where it has none
 */
public record Acceptance(String reason, String owner, @Nullable LocalDate expires) {}
