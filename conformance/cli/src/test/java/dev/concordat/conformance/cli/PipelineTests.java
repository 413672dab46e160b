package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PipelineTests {
  private static final int PIECES = 2000;
  private static final long ROOM = 1000;

  private record Piece(long size, boolean isAlone, Runnable action, int number)
      implements Pipeline.Work<Integer> {
    @Override
    public long effort() {
      return size;
    }

    @Override
    public Integer run() {
      action.run();
      return number;
    }
  }

  /** Makes the pieces with the numbers below a count. */
  private static Pipeline.Source<Integer> source(int count, IntFunction<Piece> pieces) {
    AtomicInteger next = new AtomicInteger();
    return () -> next.get() == count ? null : pieces.apply(next.getAndIncrement());
  }

  private static Piece piece(int number) {
    return new Piece(1 + number % 400, false, () -> work(number), number);
  }

  // Some take longer than others.
  private static void work(int number) {
    Random random = new Random(number);
    for (int i = random.nextInt(2000); i > 0; i--) {
      random.nextInt();
    }
  }

  private static Pipeline<Integer> pipeline(int threads) {
    return new Pipeline<>(threads, new Held(ROOM), new Held(ROOM));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void resultsComeInTheOrderOfThePieces(int threads) {
    List<Integer> taken = new ArrayList<>();

    pipeline(threads).run(source(PIECES, PipelineTests::piece), taken::add);

    assertThat(taken).isEqualTo(IntStream.range(0, PIECES).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void noMoreIsHeldThanThereIsRoomFor(int threads) {
    Held held = new Held(ROOM);
    Held efforts = new Held(ROOM / 4);
    AtomicLong most = new AtomicLong();
    AtomicLong mostEffort = new AtomicLong();
    List<Long> whileAlone = new ArrayList<>();

    new Pipeline<Integer>(threads, held, efforts)
        .run(
            source(
                PIECES,
                number ->
                    number % 100 == 50
                        ? new Piece(5 * ROOM, false, () -> whileAlone.add(held.bytes()), number)
                        : new Piece(
                            1 + number % 250,
                            false,
                            () -> {
                              most.accumulateAndGet(held.bytes(), Math::max);
                              mostEffort.accumulateAndGet(efforts.bytes(), Math::max);
                            },
                            number)),
            number -> {});

    assertThat(most.get()).isBetween(ROOM / 2, ROOM);
    assertThat(mostEffort.get()).isBetween(ROOM / 8, ROOM / 4);
    // What is larger than the room is held for itself.
    assertThat(whileAlone).hasSize(PIECES / 100).containsOnly(5 * ROOM);
    assertThat(held.bytes()).isZero();
    assertThat(efforts.bytes()).isZero();
  }

  @Test
  void nothingIsGotWhileAPieceIsAlone() {
    AtomicInteger got = new AtomicInteger();
    AtomicInteger running = new AtomicInteger();
    List<String> seen = new ArrayList<>();

    pipeline(7)
        .run(
            source(
                200,
                number -> {
                  got.set(number);
                  return new Piece(
                      1,
                      number % 50 == 25,
                      () -> {
                        int others = running.getAndIncrement();
                        work(number);
                        if (number % 50 == 25) {
                          seen.add("%d %d %d".formatted(number, got.get(), others));
                        }
                        running.decrementAndGet();
                      },
                      number);
                }),
            number -> {});

    assertThat(seen).containsExactly("25 25 0", "75 75 0", "125 125 0", "175 175 0");
  }

  @Test
  void piecesAreDoneAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    List<Integer> taken = new ArrayList<>();

    pipeline(2)
        .run(
            source(
                2,
                number ->
                    new Piece(
                        1,
                        false,
                        () -> {
                          both.countDown();
                          await(both);
                        },
                        number)),
            taken::add);

    assertThat(taken).containsExactly(0, 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(4, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void fail(@Nullable Error error) {
    if (error != null) {
      throw error;
    }
    throw new Broken();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void pieceThatFailsEndsItOnceWhatCameBeforeIsTaken(int threads) {
    List<Integer> taken = new ArrayList<>();

    assertThatThrownBy(
            () ->
                pipeline(threads)
                    .run(
                        source(
                            PIECES,
                            number ->
                                number == 500
                                    ? new Piece(1, false, () -> fail(null), number)
                                    : piece(number)),
                        taken::add))
        .isInstanceOf(Broken.class);

    assertThat(taken).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void memoryThatAPieceLacksEndsIt(int threads) {
    OutOfMemoryError error = new OutOfMemoryError("Java heap space");

    assertThatThrownBy(
            () ->
                pipeline(threads)
                    .run(
                        source(9, number -> new Piece(1, false, () -> fail(error), number)),
                        number -> {}))
        .isSameAs(error);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void sourceThatFailsEndsItOnceWhatCameBeforeIsTaken(int threads) {
    List<Integer> taken = new ArrayList<>();

    assertThatThrownBy(
            () ->
                pipeline(threads)
                    .run(
                        source(
                            PIECES,
                            number -> {
                              if (number == 300) {
                                fail(null);
                              }
                              return piece(number);
                            }),
                        taken::add))
        .isInstanceOf(Broken.class);

    assertThat(taken).isEqualTo(IntStream.range(0, 300).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void sinkThatFailsEndsIt(int threads) {
    AtomicInteger done = new AtomicInteger();

    assertThatThrownBy(
            () ->
                pipeline(threads)
                    .run(
                        source(
                            Integer.MAX_VALUE,
                            number -> new Piece(1, false, done::incrementAndGet, number)),
                        number -> {
                          if (number == 100) {
                            fail(null);
                          }
                        }))
        .isInstanceOf(Broken.class);

    assertThat(done.get()).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void sinkMayDoSomethingAlone(int threads) {
    Pipeline<Integer> pipeline = pipeline(threads);
    AtomicInteger running = new AtomicInteger();
    List<Integer> others = new ArrayList<>();

    pipeline.run(
        source(
            PIECES,
            number ->
                new Piece(
                    1,
                    false,
                    () -> {
                      running.incrementAndGet();
                      work(number);
                      running.decrementAndGet();
                    },
                    number)),
        number -> {
          if (number % 100 == 0) {
            pipeline.alone(() -> others.add(running.get()));
          }
        });

    assertThat(others).hasSize(PIECES / 100).containsOnly(0);
  }
}
