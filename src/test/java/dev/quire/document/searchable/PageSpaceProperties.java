package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.reading.Area;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PageSpaceProperties {

  private static final Area BOX = new Area(-30, 40, 500, 900);

  @Property
  void pixelsComeBack(
      @ForAll @IntRange(min = -4, max = 8) int quarters,
      @ForAll @DoubleRange(min = 0, max = 1000) double column,
      @ForAll @DoubleRange(min = 0, max = 1000) double row) {
    PageSpace space = PageSpace.of(BOX, quarters * 90, 1234, 2345);
    double x = space.x(column, row);
    double y = space.y(column, row);
    assertEquals(column, space.column(x, y), 1e-6);
    assertEquals(row, space.row(x, y), 1e-6);
  }

  @Property
  void cornersOfThePictureAreCornersOfTheBox(
      @ForAll @IntRange(min = 0, max = 3) int quarters) {
    PageSpace space = PageSpace.of(BOX, quarters * 90, 1000, 2000);
    double x = space.x(0, 0);
    double y = space.y(0, 0);
    assertEquals(quarters < 2 ? BOX.left() : BOX.right(), x, 1e-9);
    assertEquals(quarters == 0 || quarters == 3 ? BOX.bottom() : BOX.top(), y, 1e-9);
    assertEquals(BOX.left() + BOX.right() - x, space.x(1000, 2000), 1e-9);
    assertEquals(BOX.top() + BOX.bottom() - y, space.y(1000, 2000), 1e-9);
  }

  @Property
  void everyAreaIsBroughtOntoThePage(
      @ForAll double left, @ForAll double top, @ForAll double right, @ForAll double bottom) {
    Area area =
        new Area(
            Math.min(left, right),
            Math.min(top, bottom),
            Math.max(left, right),
            Math.max(top, bottom));
    Area on = PageSpace.of(BOX, 0, 100, 200).onPage(area);
    assertTrue(on.left() >= 0 && on.right() <= 100 && on.top() >= 0 && on.bottom() <= 200);
    assertTrue(on.width() > 0.009 && on.height() > 0.009);
  }
}
