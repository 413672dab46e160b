/**
 * The forms in which the outcome of a run is written. A form is a {@link
 * dev.concordat.conformance.report.ReportForm}, found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package dev.concordat.conformance.report;

import org.jspecify.annotations.NullMarked;
