package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketTest {

  private static final Bucket PAGE = new Bucket("page", 100);

  @Test
  void theNearestIsTheOneOfTheNearestRatio() {
    Bucket tiny = new Bucket("tiny", 20);
    Bucket huge = new Bucket("huge", 400);

    assertEquals(Optional.of(huge), PAGE.nearest(List.of(tiny, huge)), "4 times, not a fifth");
  }

  @Test
  void ofTwoThatAreEquallyNearItIsTheFirst() {
    Bucket half = new Bucket("half", 50);
    Bucket twice = new Bucket("twice", 200);

    assertEquals(Optional.of(half), PAGE.nearest(List.of(half, twice)));
    assertEquals(Optional.of(twice), PAGE.nearest(List.of(twice, half)));
  }

  @Test
  void amongNoneThereIsNoNearest() {
    assertEquals(Optional.empty(), PAGE.nearest(List.of()));
  }

  @Test
  void costsAreCompared() {
    assertEquals(2.5, new Bucket("large", 250).costRelativeTo(PAGE));
    assertEquals(0.4, PAGE.costRelativeTo(new Bucket("large", 250)));
  }

  @Test
  void aBucketThatCostsNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Bucket("free", 0));
  }
}
