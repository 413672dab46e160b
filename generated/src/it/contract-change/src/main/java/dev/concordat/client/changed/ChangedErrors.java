package dev.concordat.client.changed;

import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.ErrorShape;
import java.util.List;

/** What every provider has beside its contract. */
final class ChangedErrors extends ErrorRules {
  ChangedErrors() {
    super(List.of(ErrorShape.NESTED), List.of());
  }
}
