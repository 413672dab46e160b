package dev.concordat.conformance.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The formats {@code email} and {@code idn-email}: a mailbox of RFC 5321, 4.1.2 and RFC 6531, 3.3,
 * whatever names of domains there are today.
 */
record EmailFormat(String getName, Pattern mailbox) implements Format {
  private static final int MAX_LENGTH = 320;
  private static final String ATOM = "[OTHER\\w!#$%&'*+/=?^`{|}~-]+";
  private static final String QUOTED = "\"(?:[ !#-\\[\\]-~OTHER]|\\\\[ -~])*\"";
  private static final String LABEL =
      "[A-Za-z0-9OTHER](?:[A-Za-z0-9OTHER-]{0,61}[A-Za-z0-9OTHER])?";
  private static final String MAILBOX =
      "(?:ATOM(?:\\.ATOM)*|QUOTED)@(?:LABEL(?:\\.LABEL)*|\\[[!-Z^-~]+\\])"
          .replace("ATOM", ATOM)
          .replace("QUOTED", QUOTED)
          .replace("LABEL", LABEL);

  static List<Format> all() {
    return List.of(of("email", ""), of("idn-email", "\\x{80}-\\x{10FFFF}"));
  }

  private static EmailFormat of(String name, String other) {
    return new EmailFormat(name, Pattern.compile(MAILBOX.replace("OTHER", other)));
  }

  @Override
  public boolean matches(ExecutionContext execution, SchemaContext context, String value) {
    return value.length() <= MAX_LENGTH && mailbox.matcher(value).matches();
  }
}
