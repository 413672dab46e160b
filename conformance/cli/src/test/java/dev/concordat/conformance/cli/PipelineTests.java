package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** Has the pieces with the numbers below a count. */
  private record Counted(int count, IntFunction<Piece> pieces, AtomicInteger next)
      implements Pipeline.Source<Integer> {
    @Override
    public @Nullable Piece next(Pipeline.Turn turn) {
      return next.get() == count ? null : pieces.apply(next.getAndIncrement());
    }

    @Override
    public void close() {}
  }

  private static Iterator<Counted> source(int count, IntFunction<Piece> pieces) {
    return List.of(new Counted(count, pieces, new AtomicInteger())).iterator();
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
    return new Pipeline<>(threads, new Room(ROOM), new Room(ROOM));
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
    Room room = new Room(ROOM);
    Room efforts = new Room(ROOM / 4);
    AtomicLong most = new AtomicLong();
    AtomicLong mostEffort = new AtomicLong();
    List<Long> whileAlone = new ArrayList<>();

    new Pipeline<Integer>(threads, room, efforts)
        .run(
            source(
                PIECES,
                number ->
                    number % 100 == 50
                        ? new Piece(5 * ROOM, false, () -> whileAlone.add(room.held()), number)
                        : new Piece(
                            1 + number % 250,
                            false,
                            () -> {
                              most.accumulateAndGet(room.held(), Math::max);
                              mostEffort.accumulateAndGet(efforts.held(), Math::max);
                            },
                            number)),
            number -> {});

    assertThat(most.get()).isBetween(ROOM / 2, ROOM);
    assertThat(mostEffort.get()).isBetween(ROOM / 8, ROOM / 4);
    // What is larger than the room is held for itself.
    assertThat(whileAlone).hasSize(PIECES / 100).containsOnly(5 * ROOM);
    assertThat(room.held()).isZero();
    assertThat(efforts.held()).isZero();
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

  /** Sources with three pieces each, whose results are their numbers. */
  private static final class Several implements Iterator<Pipeline.Source<Integer>> {
    private static final int PIECES = 3;

    private final int count;
    private final IntFunction<Piece> pieces;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final List<Integer> closed = new ArrayList<>();
    private int next;

    Several(int count, IntFunction<Piece> pieces) {
      this.count = count;
      this.pieces = pieces;
    }

    @Override
    public boolean hasNext() {
      return next < count;
    }

    @Override
    public Pipeline.Source<Integer> next() {
      int number = next++;
      return new Pipeline.Source<>() {
        private int got;

        @Override
        public @Nullable Piece next(Pipeline.Turn turn) {
          if (got == 0) {
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
          }
          return got == PIECES ? null : pieces.apply(PIECES * number + got++);
        }

        @Override
        public void close() {
          open.decrementAndGet();
          closed.add(number);
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void resultsComeInTheOrderOfTheSources(int threads) {
    Several sources = new Several(PIECES, PipelineTests::piece);
    List<Integer> taken = new ArrayList<>();

    pipeline(threads)
        .run(
            sources,
            number -> {
              taken.add(number);
              // All before it are closed, and it is not.
              assertThat(sources.closed).hasSize(number / Several.PIECES);
            });

    assertThat(taken).isEqualTo(IntStream.range(0, Several.PIECES * PIECES).boxed().toList());
    assertThat(sources.closed).isEqualTo(IntStream.range(0, PIECES).boxed().toList());
    assertThat(sources.open.get()).isZero();
  }

  // The first has nothing before as many are open as may be; the others have what takes no room.
  @Test
  void noMoreSourcesAreOpenThanAFew() {
    CountDownLatch opened = new CountDownLatch(64 - 1);
    Several sources =
        new Several(
            PIECES,
            number -> {
              if (number == 0) {
                await(opened);
                work(number);
              } else if (number % Several.PIECES == 0) {
                opened.countDown();
              }
              return new Piece(0, false, () -> {}, number);
            });

    pipeline(7).run(sources, number -> {});

    assertThat(sources.closed).hasSize(PIECES);
    assertThat(sources.mostOpen.get()).isEqualTo(64);
  }

  @Test
  void sourcesAreReadAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    List<Integer> taken = new ArrayList<>();

    pipeline(2)
        .run(
            new Several(
                2,
                number -> {
                  if (number % Several.PIECES == 1) {
                    both.countDown();
                    await(both);
                  }
                  return piece(number);
                }),
            taken::add);

    assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void onOneThreadOneSourceIsReadAfterTheOther() {
    List<String> seen = new ArrayList<>();

    pipeline(1)
        .run(
            new Several(
                2,
                number -> {
                  seen.add("got " + number);
                  return piece(number);
                }),
            number -> seen.add("taken " + number));

    assertThat(seen)
        .containsExactlyElementsOf(
            IntStream.range(0, 6)
                .boxed()
                .flatMap(number -> Stream.of("got " + number, "taken " + number))
                .toList());
  }

  @Test
  void sourceThatHasNothingYetHoldsUpNoneBeforeIt() {
    CountDownLatch taken = new CountDownLatch(Several.PIECES);

    pipeline(2)
        .run(
            new Several(
                3,
                number -> {
                  if (number == Several.PIECES) {
                    await(taken);
                  }
                  return piece(number);
                }),
            number -> taken.countDown());

    assertThat(taken.getCount()).isZero();
  }

  // Those ahead take what is theirs before the first has anything, and hold it to the end.
  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void sourceWhoseTurnItIsNeverWaitsForThoseAhead(int threads) {
    Room room = new Room(ROOM);
    int aheadPieces = (int) ROOM / 2 / 50;
    CountDownLatch filled = new CountDownLatch(aheadPieces);
    AtomicLong most = new AtomicLong();
    List<Integer> taken = new ArrayList<>();
    List<Pipeline.Source<Integer>> sources = new ArrayList<>();
    sources.add(
        new Counted(
            PIECES,
            number -> {
              if (number == 0) {
                await(filled);
              }
              most.accumulateAndGet(room.held(), Math::max);
              return new Piece(1 + number * 9 % 900, false, () -> {}, number);
            },
            new AtomicInteger()));
    for (int i = 1; i < 9; i++) {
      sources.add(
          new Counted(
              PIECES,
              number -> new Piece(50, false, filled::countDown, PIECES + number),
              new AtomicInteger()));
    }

    new Pipeline<Integer>(threads, room, new Room(ROOM)).run(sources.iterator(), taken::add);

    assertThat(taken).hasSize(9 * PIECES).startsWith(0, 1, 2);
    assertThat(most.get()).isBetween(ROOM / 2, ROOM / 2 + 900);
    assertThat(room.held()).isZero();
  }

  @Test
  void pieceThatIsAloneWaitsForTheTurnOfItsSourceAndForThoseUnderWay() {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger running = new AtomicInteger();
    List<String> seen = new ArrayList<>();

    pipeline(7)
        .run(
            new Several(
                90,
                number ->
                    new Piece(
                        1,
                        number % 30 == 4,
                        () -> {
                          running.incrementAndGet();
                          work(number);
                          if (number % 30 == 4) {
                            seen.add("%d %d %d".formatted(number, taken.get(), running.get()));
                          }
                          running.decrementAndGet();
                        },
                        number)),
            number -> taken.incrementAndGet());

    assertThat(seen)
        .containsExactlyElementsOf(
            IntStream.range(0, 9)
                .mapToObj(i -> "%d %d 1".formatted(30 * i + 4, 30 * i + 4))
                .toList());
  }

  @Test
  void sourceIsToldWhenAllBeforeItIsTaken() {
    AtomicInteger taken = new AtomicInteger();
    List<Integer> before = new ArrayList<>();
    Several several = new Several(2, PipelineTests::piece);
    Pipeline.Source<Integer> last =
        new Pipeline.Source<>() {
          private int got;

          @Override
          public @Nullable Piece next(Pipeline.Turn turn) throws InterruptedException {
            if (got == 1) {
              turn.await();
              before.add(taken.get());
            }
            return got == 2 ? null : piece(2 * Several.PIECES + got++);
          }

          @Override
          public void close() {}
        };

    pipeline(7)
        .run(
            List.of(several.next(), several.next(), last).iterator(),
            number -> taken.incrementAndGet());

    assertThat(before).containsExactly(2 * Several.PIECES + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void sourceThatFailsAheadEndsItInItsTurnAndAllAreClosed(int threads) {
    Several sources =
        new Several(
            9,
            number -> {
              if (number == 4 * Several.PIECES + 1) {
                fail(null);
              }
              return piece(number);
            });
    List<Integer> taken = new ArrayList<>();

    assertThatThrownBy(() -> pipeline(threads).run(sources, taken::add)).isInstanceOf(Broken.class);

    assertThat(taken).isEqualTo(IntStream.range(0, 4 * Several.PIECES + 1).boxed().toList());
    assertThat(sources.closed).hasSize(threads == 1 ? 5 : 9).startsWith(0, 1, 2, 3, 4);
  }
}
