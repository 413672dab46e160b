package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.drift.DriftCollector;
import dev.concordat.conformance.recording.EntryBatch;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.rule.Observer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and judges recordings on several threads. What became of each entry is told in the entries'
 * order, and is counted in that order too: nothing that comes of it tells how many threads there
 * were.
 */
final class Judging {
  // Of the heap, so much is for what is under way: texts, what is made of them, and findings.
  private static final int PART_OF_HEAP = 8;
  private static final int BYTES_A_BYTE = 4;

  // Of the heap, so much is for the trees of what is judged, which may have so many bytes for one.
  private static final int PART_FOR_TREES = 2;
  private static final int TREE_A_BYTE = 64;

  private final Judge judge;
  private final @Nullable DriftCollector drift;
  private final Selection selection;
  private final int threads;
  private final long room = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
  private final Held held = new Held(room);
  private final Pipeline<Part> pipeline;
  // Of the input that could not be read to its end, which one it is; what was read of it beyond
  // that is none of it.
  private volatile int unreadable = -1;

  /** Is told what became of each entry, in their order, by the thread that runs the judging. */
  interface Sink {
    void take(Inputs.Input input, EntryOutcome outcome);
  }

  /**
   * A judging.
   *
   * @param judge judges, and has in the end the coverage of all exchanges
   * @param drift the judge's observer, or null where it has none
   * @param threads how many threads judge; 1 where the calling thread does everything
   */
  Judging(Judge judge, @Nullable DriftCollector drift, Selection selection, int threads) {
    this.judge = judge;
    this.drift = drift;
    this.selection = selection;
    this.threads = threads;
    Held trees = new Held(Runtime.getRuntime().maxMemory() / PART_FOR_TREES);
    this.pipeline = new Pipeline<>(threads, held, trees);
  }

  /**
   * Judges all entries of the inputs.
   *
   * @throws UnusableException where a recording cannot be closed
   */
  void run(List<Inputs.Input> inputs, Sink sink) {
    try (Reading reading = new Reading(inputs)) {
      pipeline.run(reading, part -> take(part, sink));
    }
  }

  private void take(Part part, Sink sink) {
    if (part.number != unreadable) {
      if (part.isToRepeat) {
        pipeline.alone(part::repeat);
      }
      part.count();
      part.outcomes.forEach(outcome -> sink.take(part.input, outcome));
      unreadable = part.isUnreadable ? part.number : unreadable;
    }
    if (part.ended != null) {
      part.ended.close();
    }
  }

  private static String noMemory(Inputs.Input input, int index) {
    return "%s: entry %d: there is not enough memory for it; %s"
        .formatted(input.name(), index, Main.MORE_MEMORY);
  }

  /** A reader that is closed once all that was got of it is judged. */
  private record Opened(Inputs.Input input, RecordingReader reader) {
    void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UnusableException("%s: %s".formatted(input.name(), e.getMessage()));
      }
    }
  }

  /** Gets the entries of all inputs. */
  private final class Reading implements Pipeline.Source<Part>, AutoCloseable {
    private final List<Inputs.Input> inputs;
    private int number = -1;
    private volatile @Nullable Opened opened;
    private int index;

    Reading(List<Inputs.Input> inputs) {
      this.inputs = inputs;
    }

    @Override
    public @Nullable Part next() throws InterruptedException {
      Opened current = opened;
      if (current == null) {
        if (number + 1 == inputs.size()) {
          return null;
        }
        number++;
        index = 0;
      }
      Inputs.Input input = inputs.get(number);
      try {
        if (current == null) {
          current = new Opened(input, input.open());
          opened = current;
        }
        EntryBatch batch = number == unreadable ? null : batch(current.reader());
        if (batch != null) {
          index = batch.index() + batch.count();
          return new Part(number, input, batch);
        }
        opened = null;
        return new Part(number, input, current, null);
      } catch (RecordingException | OutOfMemoryError e) {
        opened = null;
        String reason =
            e instanceof OutOfMemoryError
                ? noMemory(input, index) + "; what comes after is not read"
                : String.valueOf(e.getMessage());
        return new Part(number, input, current, new EntryOutcome.Unreadable(index, reason));
      }
    }

    // Where others hold what is left of the memory, they give it back.
    private @Nullable EntryBatch batch(RecordingReader reader)
        throws RecordingException, InterruptedException {
      try {
        return reader.batch();
      } catch (OutOfMemoryError e) {
        held.awaitNone();
        return reader.batch();
      }
    }

    @Override
    public void close() {
      Opened current = opened;
      if (current != null) {
        current.close();
      }
    }
  }

  /** Entries of an input that follow one another. */
  private final class Part implements Pipeline.Work<Part> {
    private final int number;
    private final Inputs.Input input;
    private final @Nullable EntryBatch batch;
    private final @Nullable Opened ended;
    private final List<EntryOutcome> outcomes = new ArrayList<>();
    private @Nullable Judge own;
    private @Nullable DriftCollector ownDrift;
    private boolean isToRepeat;
    private boolean isUnreadable;

    Part(int number, Inputs.Input input, EntryBatch batch) {
      this.number = number;
      this.input = input;
      this.batch = batch;
      this.ended = null;
    }

    /** The end of an input, and why it came too early where it did. */
    Part(
        int number,
        Inputs.Input input,
        @Nullable Opened ended,
        EntryOutcome.@Nullable Unreadable unreadable) {
      this.number = number;
      this.input = input;
      this.batch = null;
      this.ended = ended;
      if (unreadable != null) {
        outcomes.add(unreadable);
        isUnreadable = true;
      }
    }

    @Override
    public long size() {
      return batch == null ? 0 : isAlone() ? room : BYTES_A_BYTE * batch.size();
    }

    @Override
    public long effort() {
      return batch == null ? 0 : TREE_A_BYTE * batch.largest();
    }

    @Override
    public boolean isAlone() {
      return batch != null && batch.isLong();
    }

    @Override
    public Part run() {
      if (threads > 1 && !isAlone()) {
        ownDrift = drift == null ? null : drift.part();
        own = judge.apart(ownDrift == null ? Observer.NONE : ownDrift);
      }
      judge();
      return this;
    }

    /** Judges all of it once more, now that nobody else is at work. */
    void repeat() {
      own = null;
      ownDrift = null;
      outcomes.clear();
      Objects.requireNonNull(batch).restart();
      judge();
    }

    /** Counts what was counted apart. */
    void count() {
      if (own != null) {
        judge.coverage().add(own.coverage());
      }
      if (drift != null && ownDrift != null) {
        drift.add(ownDrift);
      }
    }

    private void judge() {
      while (batch != null && !isUnreadable) {
        int index = batch.index();
        try {
          RecordingReader.Entry entry = batch.next();
          if (entry == null) {
            return;
          }
          outcomes.add(outcome(entry));
        } catch (RecordingException e) {
          outcomes.add(new EntryOutcome.Unreadable(index, String.valueOf(e.getMessage())));
          isUnreadable = true;
        } catch (OutOfMemoryError e) {
          if (own != null) {
            isToRepeat = true;
            return;
          }
          outcomes.add(new EntryOutcome.Unreadable(index, noMemory(input, index)));
        }
        if (ownDrift != null && ownDrift.isFull()) {
          isToRepeat = true;
          return;
        }
      }
    }

    private EntryOutcome outcome(RecordingReader.Entry entry) {
      if (entry instanceof RecordingReader.Unread unread) {
        return new EntryOutcome.Unread(unread.index(), unread.line(), unread.message());
      }
      RecordingReader.Read read = (RecordingReader.Read) entry;
      if (!selection.takes(read.exchange())) {
        return new EntryOutcome.LeftOut();
      }
      Judge judge = own == null ? Judging.this.judge : own;
      Route route = judge.route(read.exchange());
      return route instanceof Route.Aside aside
          ? new EntryOutcome.Aside(aside)
          : new EntryOutcome.Judged(
              read.index(), read.line(), read.exchange(), judge.judge(read.exchange(), route));
    }
  }
}
