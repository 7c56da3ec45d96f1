package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds whatever the regions are. */
class AgreementProperties {

  private static final double THRESHOLD = 0.5;

  @Property
  void everythingAgreesWithItself(
      @ForAll("pages") List<List<Region>> pages, @ForAll("leastIou") double leastIou) {
    Agreement agreement = Agreement.of(pages, pages, THRESHOLD, leastIou);

    long above = pages.stream().mapToLong(AgreementProperties::above).sum();
    assertEquals(2 * above, agreement.regions());
    assertEquals(above, agreement.matched());
    assertEquals(1, agreement.matchedShare());
    assertEquals(1, agreement.orderShare());
    assertEquals(1, agreement.meanIou());
    assertTrue(agreement.within(1, 1));
  }

  @Property
  void itDoesNotMatterWhichSideIsTheReference(
      @ForAll("page") List<Region> one,
      @ForAll("page") List<Region> two,
      @ForAll("leastIou") double leastIou) {
    Agreement there = compare(one, two, leastIou);
    Agreement back = compare(two, one, leastIou);

    assertEquals(there.lost(), back.invented());
    assertEquals(there.invented(), back.lost());
    assertEquals(there.matchedShare(), back.matchedShare());
    assertEquals(there.orderPairs(), back.orderPairs());
    assertEquals(there.orderShare(), back.orderShare());
    assertEquals(there.sumOfIou(), back.sumOfIou());
  }

  @Property
  void theOrderOfTheListsDoesNotMatter(
      @ForAll("page") List<Region> one,
      @ForAll("page") List<Region> two,
      @ForAll("leastIou") double leastIou,
      @ForAll Random random) {
    assertEquals(
        compare(one, two, leastIou),
        compare(shuffled(one, random), shuffled(two, random), leastIou));
  }

  @Property
  void sharesLieBetweenNoneAndAll(
      @ForAll("page") List<Region> one,
      @ForAll("page") List<Region> two,
      @ForAll("leastIou") double leastIou) {
    Agreement agreement = compare(one, two, leastIou);

    assertTrue(agreement.matchedShare() >= 0 && agreement.matchedShare() <= 1);
    assertTrue(agreement.orderShare() >= 0 && agreement.orderShare() <= 1);
    assertTrue(agreement.meanIou() >= 0 && agreement.meanIou() <= 1);
    assertTrue(agreement.matched() == 0 || agreement.meanIou() >= leastIou);
    assertTrue(agreement.referenceRegions() >= above(one));
    assertTrue(agreement.otherRegions() >= above(two));
    assertTrue(agreement.regions() <= above(one) + above(two) + agreement.matched());
    assertTrue(agreement.orderPairs() <= agreement.matched() * (agreement.matched() - 1) / 2);
  }

  /** Of n regions one is gone: 2(n − 1) / (2n − 1). */
  @Property
  void aLostRegionLowersTheShareAsComputed(
      @ForAll("apart") List<Region> regions, @ForAll Random random) {
    int n = regions.size();
    List<Region> fewer = new ArrayList<>(regions);
    fewer.remove(random.nextInt(n));

    assertEquals(2.0 * (n - 1) / (2 * n - 1), compare(regions, fewer, 0.9).matchedShare());
    assertEquals(2.0 * (n - 1) / (2 * n - 1), compare(fewer, regions, 0.9).matchedShare());
    assertEquals(1, compare(regions, fewer, 0.9).orderShare());
  }

  @Property
  void reversedOrderAgreesInNoPair(@ForAll("apart") List<Region> regions) {
    int n = regions.size();
    List<Region> reversed =
        regions.stream().map(region -> withOrder(region, n + 1 - region.order())).toList();

    Agreement agreement = compare(regions, reversed, 0.9);

    assertEquals(1, agreement.matchedShare());
    assertEquals(n * (n - 1) / 2, agreement.orderPairs());
    assertEquals(n == 1 ? 1 : 0, agreement.orderShare());
  }

  /** Scores above the threshold may fall by the slack on either side, and nothing is missing. */
  @Property
  void scoresAroundTheThresholdDoNotDecide(
      @ForAll("apart") List<Region> regions,
      @ForAll @DoubleRange(min = 0, max = Agreement.SCORE_SLACK) double fall,
      @ForAll Random random) {
    List<Region> one = new ArrayList<>();
    List<Region> two = new ArrayList<>();
    for (Region region : regions) {
      boolean first = random.nextBoolean();
      Region above = withScore(region, (float) THRESHOLD + 0.001f);
      Region fallen = withScore(region, (float) (THRESHOLD + 0.001 - fall));
      one.add(first ? above : fallen);
      two.add(first ? fallen : above);
    }

    assertEquals(1, compare(one, two, 0.9).matchedShare());
    assertEquals(2L * regions.size(), compare(one, two, 0.9).regions());
  }

  @Property
  void pagesAddUp(@ForAll("pages") List<List<Region>> pages, @ForAll("leastIou") double leastIou) {
    List<List<Region>> others = new ArrayList<>(pages);
    Collections.reverse(others);
    Agreement sum = Agreement.NOTHING;
    for (int page = 0; page < pages.size(); page++) {
      sum = sum.plus(compare(pages.get(page), others.get(page), leastIou));
    }

    assertEquals(Agreement.of(pages, others, THRESHOLD, leastIou), sum);
  }

  private static Agreement compare(List<Region> one, List<Region> two, double leastIou) {
    return Agreement.of(List.of(one), List.of(two), THRESHOLD, leastIou);
  }

  private static long above(List<Region> regions) {
    return regions.stream().filter(region -> region.score() > THRESHOLD).count();
  }

  private static List<Region> shuffled(List<Region> regions, Random random) {
    List<Region> copy = new ArrayList<>(regions);
    Collections.shuffle(copy, random);
    return copy;
  }

  private static Region withOrder(Region region, Integer order) {
    return region(region.classId(), region.score(), region.x1(), region.y1(), region.x2(), order);
  }

  private static Region withScore(Region region, float score) {
    return region(region.classId(), score, region.x1(), region.y1(), region.x2(), region.order());
  }

  private static Region region(
      int classId, float score, float x, float y, float right, Integer order) {
    return new Region(
        classId, LayoutFixture.LABELS.get(classId), score, x, y, right, y + 10, order);
  }

  @Provide
  Arbitrary<Double> leastIou() {
    return Arbitraries.of(0.1, 0.3, 0.5, 0.9, 1.0);
  }

  @Provide
  Arbitrary<List<List<Region>>> pages() {
    return page().list().ofMaxSize(4);
  }

  /** Few places and sizes, so that regions overlap, coincide and tie. */
  @Provide
  Arbitrary<List<Region>> page() {
    Arbitrary<Region> region =
        Combinators.combine(
                Arbitraries.integers().between(0, 1),
                Arbitraries.of(0.45f, 0.49f, 0.5f, 0.51f, 0.9f),
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(1, 6))
            .as((classId, score, x, y, width) -> region(classId, score, x, y, x + width, null));
    return Combinators.combine(region.list().ofMaxSize(12), Arbitraries.randoms())
        .as(AgreementProperties::numbered);
  }

  /** Places in the order as the service gives them: from 1, none twice, some regions without. */
  private static List<Region> numbered(List<Region> regions, Random random) {
    List<Region> shuffled = shuffled(regions, random);
    return IntStream.range(0, shuffled.size())
        .mapToObj(i -> withOrder(shuffled.get(i), random.nextInt(4) == 0 ? null : i + 1))
        .toList();
  }

  /** Between 1 and 20 regions above the threshold, all in the order, that do not touch. */
  @Provide
  Arbitrary<List<Region>> apart() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2).list().ofMinSize(1).ofMaxSize(20),
            Arbitraries.randoms())
        .as(
            (classes, random) -> {
              List<Integer> orders = shuffledNumbers(classes.size(), random);
              return IntStream.range(0, classes.size())
                  .mapToObj(i -> region(classes.get(i), 0.6f, 0, 20 * i, 100, orders.get(i)))
                  .toList();
            });
  }

  private static List<Integer> shuffledNumbers(int count, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers;
  }
}
