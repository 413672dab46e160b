package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.rule.ProviderCoverage;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.SafeText;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML, as build servers read it: an exchange is a test case, what fails the run a failure,
 * what else was found its output, coverage the suite's properties.
 */
@AutoService(ReportForm.class)
public final class JunitForm implements ReportForm {
  @Override
  public String name() {
    return "junit";
  }

  @Override
  public String purpose() {
    return "JUnit XML, for build servers";
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    return new Xml(out);
  }

  private static final class Xml implements Report {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final PrintWriter out;
    private final Spool spool = new Spool();
    private final XMLStreamWriter cases;
    private int failures;

    Xml(PrintWriter out) {
      this.out = out;
      try {
        this.cases = FACTORY.createXMLStreamWriter(spool.writer());
      } catch (XMLStreamException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void exchange(JudgedEntry entry) {
      try {
        cases.writeCharacters("\n  ");
        cases.writeStartElement("testcase");
        attribute(cases, "name", "[%d] %s".formatted(entry.index(), entry.what()));
        attribute(cases, "classname", entry.file());
        attribute(cases, "time", "0");
        List<WeighedFinding> told = entry.told();
        List<WeighedFinding> failing = told.stream().filter(WeighedFinding::fails).toList();
        if (!failing.isEmpty()) {
          failures++;
          element("failure", failing, true);
        }
        List<WeighedFinding> others = told.stream().filter(finding -> !finding.fails()).toList();
        if (!others.isEmpty()) {
          element("system-out", others, false);
        }
        cases.writeEndElement();
      } catch (XMLStreamException e) {
        throw new IllegalStateException(e);
      }
    }

    private void element(String name, List<WeighedFinding> findings, boolean isFailure)
        throws XMLStreamException {
      cases.writeCharacters("\n    ");
      cases.writeStartElement(name);
      if (isFailure) {
        Finding first = findings.get(0).finding();
        attribute(cases, "message", first.message());
        attribute(cases, "type", first.rule());
      }
      String text = findings.stream().map(Xml::text).collect(Collectors.joining("\n"));
      cases.writeCharacters(text);
      cases.writeEndElement();
    }

    private static String text(WeighedFinding weighed) {
      Finding finding = weighed.finding();
      StringBuilder text = new StringBuilder();
      line(text, finding.rule() + "  " + finding.part() + " " + finding.pointer());
      line(text, "    " + finding.message());
      if (finding.source() != null) {
        line(text, "    source: " + finding.source());
      }
      if (finding.contract() != null) {
        line(text, "    contract: " + finding.contract());
      }
      if (weighed.acceptance() != null) {
        line(text, "    accepted: " + weighed.acceptance().reason());
      }
      return text.toString();
    }

    private static void line(StringBuilder text, String line) {
      text.append('\n').append(SafeText.of(line.stripTrailing()));
    }

    @Override
    public void end(RunSummary summary) {
      try {
        cases.flush();
        XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "concordat");
        attribute(xml, "time", "0");
        attribute(xml, "tests", String.valueOf(summary.exchanges()));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", "0");
        attribute(xml, "failures", String.valueOf(failures));
        xml.writeCharacters("\n  ");
        xml.writeStartElement("properties");
        for (ProviderCoverage provider : summary.coverage().all()) {
          for (Coverage.Kind kind : provider.kinds()) {
            property(
                xml,
                "%s.%s".formatted(provider.provider(), kind.name()),
                "%d of %d".formatted(kind.exercised(), kind.items().size()));
          }
          property(xml, provider.provider() + ".bytes", String.valueOf(provider.bytesJudged()));
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
        xml.flush();
        spool.copyTo(out);
        out.print("\n</testsuite>\n");
        out.flush();
      } catch (XMLStreamException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void property(XMLStreamWriter xml, String name, String value)
        throws XMLStreamException {
      xml.writeCharacters("\n    ");
      xml.writeEmptyElement("property");
      attribute(xml, "name", name);
      attribute(xml, "value", value);
    }

    // What XML cannot have, control characters and half a pair of surrogates, is escaped.
    private static void attribute(XMLStreamWriter xml, String name, String value)
        throws XMLStreamException {
      xml.writeAttribute(name, SafeText.of(value));
    }
  }
}
