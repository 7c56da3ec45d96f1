package dev.quire.api.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessionTest {

  private final Succession pages = new Succession();
  private final List<String> painted = new ArrayList<>();

  @Test
  void stepsTakePlaceInThePagesOrder() {
    Succession.Place first = pages.next();
    Succession.Place second = pages.next();
    Succession.Place third = pages.next();

    paint(third, "third");
    UniAssertSubscriber<Boolean> left = paint(second, "second");
    left.cancel();
    second.end();
    assertEquals(List.of(), painted);
    paint(first, "first");
    assertEquals(List.of("first"), painted);
    first.end();

    assertEquals(List.of("first", "third"), painted);
  }

  private UniAssertSubscriber<Boolean> paint(Succession.Place place, String page) {
    return place
        .after(Uni.createFrom().item(() -> painted.add(page)))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
