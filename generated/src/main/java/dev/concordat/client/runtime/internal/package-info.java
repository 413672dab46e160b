/**
 * What the generated code stands on. Public only so that generated packages can reach it: nothing
 * in here is meant for callers, and any of it may change from one version to the next.
 */
@NullMarked
package dev.concordat.client.runtime.internal;

import org.jspecify.annotations.NullMarked;
