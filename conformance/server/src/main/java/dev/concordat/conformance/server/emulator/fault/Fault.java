package dev.concordat.conformance.server.emulator.fault;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.language.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with answers. A new one is a class: options, the header and help texts
 * find it.
 */
public interface Fault {
  /** The name that options and the header give. */
  String name();

  /** What may stand behind the name, such as {@code [=EVENTS]}; empty where nothing may. */
  default String value() {
    return "";
  }

  /**
   * What it does to the answers of an emulator, for as long as that runs.
   *
   * @param value what stands behind the name, null where nothing does
   */
  Effect effect(@Nullable Integer value);

  /** What goes wrong. */
  interface Effect {
    /** The answer as it goes wrong. */
    Reply apply(Reply reply, Scene scene);
  }

  /**
   * Where it goes wrong.
   *
   * @param operation the operation that the request is for, or null where it is for none
   * @param retryAfter how many seconds to wait for the next try
   */
  record Scene(ErrorForm errors, @Nullable Operation operation, int retryAfter) {}

  /** All of them, by the names of their classes. */
  List<Fault> ALL =
      ServiceLoader.load(Fault.class, Fault.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /** The names of all, each with what may stand behind it. */
  static List<String> forms() {
    return ALL.stream().map(fault -> fault.name() + fault.value()).toList();
  }

  /** A time as a value gives it. */
  static Duration millis(@Nullable Integer value, int otherwise) {
    return Duration.ofMillis(value == null ? otherwise : value);
  }

  /**
   * Reads a fault: a name, or a name, {@code =} and a whole number.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Effect parse(String text) {
    String[] parts = text.strip().split("=", 2);
    String name = parts[0].strip();
    for (Fault fault : ALL) {
      if (fault.name().equals(name)) {
        return fault.effect(parts.length == 1 ? null : number(fault, parts[1].strip()));
      }
    }
    String near = Nearest.of(name, ALL.stream().map(Fault::name).toList());
    throw new IllegalArgumentException(
        "there is no such fault; "
            + (near == null
                ? "there are " + String.join(", ", forms())
                : "did you mean '%s'?".formatted(near)));
  }

  private static int number(Fault fault, String value) {
    if (fault.value().isEmpty()) {
      throw new IllegalArgumentException("the fault %s has no value".formatted(fault.name()));
    }
    if (!value.matches("\\d{1,7}")) {
      throw new IllegalArgumentException(
          "the value of the fault %s is no whole number below ten million".formatted(fault.name()));
    }
    return Integer.parseInt(value);
  }

  /**
   * Reads a list of faults.
   *
   * @throws IllegalArgumentException where one of them is none
   */
  static List<Effect> parseAll(List<String> lists) {
    List<Effect> faults = new ArrayList<>();
    for (String list : lists) {
      for (String each : list.split(",", -1)) {
        if (!each.isBlank()) {
          faults.add(parse(each));
        }
      }
    }
    return faults;
  }
}
