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

  // Of the heap, so much is for the trees of what is judged, which may have so many bytes for a
  // value beside its text.
  private static final int PART_FOR_TREES = 2;
  private static final int BYTES_A_VALUE = 64;

  private final Judge judge;
  private final @Nullable DriftCollector drift;
  private final Selection selection;
  private final int threads;
  private final long room = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
  private final Pipeline<Part> pipeline;

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
    Room trees = new Room(Runtime.getRuntime().maxMemory() / PART_FOR_TREES);
    this.pipeline = new Pipeline<>(threads, new Room(room), trees);
  }

  /**
   * Judges all entries of the inputs.
   *
   * @throws UnusableException where a recording cannot be closed
   */
  void run(List<Inputs.Input> inputs, Sink sink) {
    pipeline.run(inputs.stream().map(Reading::new).toList().iterator(), part -> take(part, sink));
  }

  private void take(Part part, Sink sink) {
    Reading reading = part.reading;
    if (reading.isUnreadable) {
      return;
    }
    if (part.isToRepeat) {
      pipeline.alone(part::repeat);
    }
    part.count();
    part.outcomes.forEach(outcome -> sink.take(reading.input, outcome));
    reading.isUnreadable = part.isUnreadable;
  }

  private static String noMemory(Inputs.Input input, int index) {
    return "%s: entry %d: there is not enough memory for it; %s"
        .formatted(input.name(), index, Main.MORE_MEMORY);
  }

  /** Gets the entries of an input. */
  private final class Reading implements Pipeline.Source<Part> {
    private final Inputs.Input input;
    private volatile @Nullable RecordingReader opened;
    private int index;
    private boolean isOver;
    // Whether that was told; what was read beyond is none of it.
    private volatile boolean isUnreadable;

    Reading(Inputs.Input input) {
      this.input = input;
    }

    @Override
    public @Nullable Part next(Pipeline.Turn turn) throws InterruptedException {
      if (isOver || isUnreadable) {
        return null;
      }
      try {
        RecordingReader reader = opened;
        if (reader == null) {
          reader = input.open();
          opened = reader;
        }
        EntryBatch batch = batch(reader, turn);
        if (batch == null) {
          return null;
        }
        index = batch.index() + batch.count();
        return new Part(this, batch);
      } catch (RecordingException | OutOfMemoryError e) {
        isOver = true;
        String reason =
            e instanceof OutOfMemoryError
                ? noMemory(input, index) + "; what comes after is not read"
                : String.valueOf(e.getMessage());
        return new Part(this, new EntryOutcome.Unreadable(index, reason));
      }
    }

    // Where others hold what is left of the memory, they give it back.
    private static @Nullable EntryBatch batch(RecordingReader reader, Pipeline.Turn turn)
        throws RecordingException, InterruptedException {
      try {
        return reader.batch();
      } catch (OutOfMemoryError e) {
        turn.await();
        return reader.batch();
      }
    }

    @Override
    public void close() {
      RecordingReader reader = opened;
      try {
        if (reader != null) {
          reader.close();
        }
      } catch (IOException e) {
        throw new UnusableException("%s: %s".formatted(input.name(), e.getMessage()));
      }
    }
  }

  /** Entries of an input that follow one another. */
  private final class Part implements Pipeline.Work<Part> {
    private final Reading reading;
    private final @Nullable EntryBatch batch;
    private final List<EntryOutcome> outcomes = new ArrayList<>();
    private @Nullable Judge own;
    private @Nullable DriftCollector ownDrift;
    private boolean isToRepeat;
    private boolean isUnreadable;

    Part(Reading reading, EntryBatch batch) {
      this.reading = reading;
      this.batch = batch;
    }

    /** The end of an input that came too early. */
    Part(Reading reading, EntryOutcome.Unreadable unreadable) {
      this.reading = reading;
      this.batch = null;
      outcomes.add(unreadable);
      isUnreadable = true;
    }

    @Override
    public long size() {
      return batch == null ? 0 : isAlone() ? room : BYTES_A_BYTE * batch.size();
    }

    @Override
    public long effort() {
      return batch == null ? 0 : BYTES_A_VALUE * batch.values() + BYTES_A_BYTE * batch.largest();
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
          outcomes.add(new EntryOutcome.Unreadable(index, noMemory(reading.input, index)));
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
