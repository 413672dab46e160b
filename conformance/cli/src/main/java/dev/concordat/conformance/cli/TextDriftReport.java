package dev.concordat.conformance.cli;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.drift.Drift;
import dev.concordat.conformance.drift.Example;
import dev.concordat.conformance.report.ReportSettings;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import dev.concordat.language.Components;
import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of drift for a person, by provider, what was seen most often first. */
final class TextDriftReport implements DriftReport {

  private final PrintWriter out;
  private final ReportSettings settings;

  TextDriftReport(PrintWriter out, ReportSettings settings) {
    this.out = out;
    this.settings = settings;
  }

  @Override
  public void write(List<Drift> drifts, Map<Verdict, Integer> totals, SetAside aside, int unread) {
    if (!settings.quiet()) {
      drifts.forEach(this::provider);
    }
    if (aside.count() > 0) {
      out.printf("set aside: %s%n", SafeText.of(aside.toString()));
    }
    int exchanges = totals.values().stream().mapToInt(Integer::intValue).sum();
    out.printf(
        "%s: %s%s%n",
        count(exchanges, "exchange"),
        totals.entrySet().stream()
            .map(total -> total.getValue() + " " + total.getKey().id())
            .collect(Collectors.joining(", ")),
        unread == 0 ? "" : "; %s not read".formatted(entries(unread)));
    out.flush();
  }

  private void provider(Drift drift) {
    Contract contract = drift.contract();
    out.printf("%s: %s%n", contract.provider(), count(drift.exchanges(), "exchange"));
    if (drift.isEmpty()) {
      out.println("  nothing that the contract does not say");
    }
    for (Drift.Kind kind : Drift.Kind.values()) {
      section("undocumented " + kind.plural(), drift.undocumented(kind), this::undocumented);
    }
    section("required fields seen absent", drift.absent(), this::absent);
    heading("fields always present and not required", drift.alwaysPresent());
    bySchema(
        drift.alwaysPresent(),
        Drift.AlwaysPresent::pointer,
        Drift.AlwaysPresent::name,
        Drift.AlwaysPresent::objects,
        "in all of");
    heading("documented fields never seen", drift.unseen());
    bySchema(
        drift.unseen(),
        Drift.Unseen::pointer,
        Drift.Unseen::name,
        Drift.Unseen::objects,
        "in none of");
    if (drift.notKept() > 0) {
      out.printf("  %d more sightings, of too many things to tell apart%n", drift.notKept());
    }
    out.println();
  }

  private <T> void section(String text, List<T> items, Consumer<T> each) {
    heading(text, items);
    int listed = Math.min(items.size(), settings.maxFindings());
    items.subList(0, listed).forEach(each);
    if (listed < items.size()) {
      out.printf(
          "    and %d more; --max-findings says how many are listed%n", items.size() - listed);
    }
  }

  private void heading(String text, List<?> items) {
    if (!items.isEmpty()) {
      out.println("  " + settings.coloured(36, text));
    }
  }

  private void undocumented(Drift.Undocumented item) {
    String place = place(item.pointer());
    String shown =
        switch (item.kind()) {
          case FIELD -> "%s.%s  %s".formatted(place, name(item), types(item));
          case VALUE -> "%s  %s".formatted(place, item.example());
          case TYPE -> "%s  %s".formatted(place, types(item));
          case HEADER, PARAMETER, EVENT -> name(item);
        };
    out.printf("    %s%s%n", SafeText.of(shown), tolerated(item.ledger()));
    seen(item.seen());
    Example example = item.example();
    if (item.kind() != Drift.Kind.VALUE && example != null && example.type() != JsonType.NULL) {
      out.printf("      such as %s%n", SafeText.of(example.toString()));
    }
  }

  private void absent(Drift.Absent field) {
    out.printf(
        "    %s.%s  %s%s%n",
        place(field.pointer()),
        field.name(),
        field.objects() == null
            ? "absent"
            : "absent in %d of %s"
                .formatted(field.seen().count(), count(field.objects(), "object")),
        tolerated(field.ledger()));
    seen(field.seen());
  }

  private void seen(Drift.Seen seen) {
    out.printf(
        "      %s in %s%s%n",
        seen.count() == 1 ? "once" : seen.count() + " times",
        count(seen.exchanges(), "exchange"),
        period(seen.first(), seen.last()));
    for (Drift.Place place : seen.places()) {
      out.printf(
          "      %s %s%s%s%n",
          place.operation(),
          place.part(),
          place.pointer().isEmpty() ? "" : " " + SafeText.of(place.pointer()),
          seen.places().size() == 1 ? "" : ", " + place.count());
    }
  }

  private <T> void bySchema(
      List<T> fields,
      Function<T, String> pointer,
      Function<T, String> name,
      Function<T, Long> objects,
      String how) {
    Map<String, List<T>> groups =
        fields.stream()
            .collect(Collectors.groupingBy(pointer, LinkedHashMap::new, Collectors.toList()));
    groups.forEach(
        (schema, group) ->
            out.printf(
                "    %s, %s %s: %s%n",
                place(schema),
                how,
                count(objects.apply(group.get(0)), "object"),
                group.stream().map(name).collect(Collectors.joining(", "))));
  }

  private static String period(@Nullable OffsetDateTime first, @Nullable OffsetDateTime last) {
    if (first == null || last == null) {
      return "";
    }
    return first.equals(last)
        ? ", " + ISO_OFFSET_DATE_TIME.format(first)
        : ", %s to %s"
            .formatted(ISO_OFFSET_DATE_TIME.format(first), ISO_OFFSET_DATE_TIME.format(last));
  }

  private static String name(Drift.Undocumented item) {
    return item.name() == null ? "" : item.name().text();
  }

  private static String types(Drift.Undocumented item) {
    return item.types().stream().map(JsonType::id).collect(Collectors.joining(" or "));
  }

  private static String tolerated(@Nullable String ledger) {
    return ledger == null ? "" : "  (%s)".formatted(ledger);
  }

  private static String place(String pointer) {
    return pointer.startsWith(Components.SCHEMAS)
        ? pointer.substring(Components.SCHEMAS.length()).replace("/properties/", ".")
        : pointer;
  }

  /** So many entries. */
  static String entries(int count) {
    return count == 1 ? "1 entry" : count + " entries";
  }

  private static String count(long count, String what) {
    return count == 1 ? "1 " + what : "%d %ss".formatted(count, what);
  }
}
