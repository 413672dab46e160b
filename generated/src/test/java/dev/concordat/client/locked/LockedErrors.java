package dev.concordat.client.locked;

import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.ErrorShape;
import java.util.List;

/** Errors of the usual form. */
final class LockedErrors extends ErrorRules {
  LockedErrors() {
    super(List.of(ErrorShape.NESTED), List.of());
  }
}
