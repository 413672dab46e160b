package dev.concordat.conformance.schema;

import com.networknt.schema.Error;
import java.util.ArrayList;

/** The first errors of a validation, which ends when there are more than can be of use. */
final class FirstErrors extends ArrayList<Error> {
  private static final long serialVersionUID = 1L;

  /** There are as many errors as are kept. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("more errors than are kept", null, false, false);
    }
  }

  @Override
  public boolean add(Error error) {
    super.add(error);
    if (size() >= SchemaEngine.MAX_PROBLEMS) {
      throw new Full();
    }
    return true;
  }
}
