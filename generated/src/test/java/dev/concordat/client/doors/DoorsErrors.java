package dev.concordat.client.doors;

import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.ErrorShape;
import java.util.List;

/** Errors of the usual form. */
final class DoorsErrors extends ErrorRules {
  DoorsErrors() {
    super(List.of(ErrorShape.NESTED), List.of());
  }
}
