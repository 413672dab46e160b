package dev.concordat.conformance.report;

import dev.concordat.conformance.contract.Contracts;

/**
 * How reports are written.
 *
 * @param contracts what was judged by, for excerpts and for the ledger
 * @param version the program's version
 * @param colours whether the form for people has colours
 * @param width how many columns the terminal has, or 0 where lines are not wrapped
 * @param quiet whether the form for people is the last line alone
 * @param verbose whether the form for people lists what drifts with each exchange, not once for all
 * @param maxFindings how many findings of an exchange the forms for people list
 */
public record ReportSettings(
    Contracts contracts,
    String version,
    boolean colours,
    int width,
    boolean quiet,
    boolean verbose,
    int maxFindings) {}
