/** What is said of an exchange: findings, their severity, and the verdict that they add up to. */
@NullMarked
package dev.concordat.conformance.verdict;

import org.jspecify.annotations.NullMarked;
