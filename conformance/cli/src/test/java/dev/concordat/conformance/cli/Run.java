package dev.concordat.conformance.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A run of the program: its exit status and what it wrote. */
record Run(int status, String out, String err) {
  static Run of(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i].toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new Run(status, out.toString(), err.toString());
  }
}
