package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineOrderTest {

  @Test
  void bothReadRowsFromTheLeft() {
    List<TextBox> boxes =
        List.of(Boxes.at(50, 103), Boxes.at(10, 130), Boxes.at(90, 100), Boxes.at(10, 104));
    List<TextBox> wanted =
        List.of(Boxes.at(10, 104), Boxes.at(50, 103), Boxes.at(90, 100), Boxes.at(10, 130));

    assertEquals(wanted, LineOrder.SWAPS.sorted(boxes));
    assertEquals(wanted, LineOrder.ROWS.sorted(boxes));
  }

  /** Each stands 9 pixels below the one to its right: one row, or a row of neighbours only. */
  @Test
  void theyDifferOnSlantedRows() {
    TextBox right = Boxes.at(200, 0);
    TextBox middle = Boxes.at(100, 9);
    TextBox left = Boxes.at(0, 18);
    List<TextBox> boxes = List.of(left, middle, right);

    assertEquals(List.of(left, middle, right), LineOrder.ROWS.sorted(boxes));
    assertEquals(List.of(middle, right, left), LineOrder.SWAPS.sorted(boxes));
  }

  @Test
  void tenPixelsAreAnotherRow() {
    List<TextBox> boxes = List.of(Boxes.at(10, 10), Boxes.at(50, 0));
    List<TextBox> near = List.of(Boxes.at(50, 0), Boxes.at(10, 9));

    for (LineOrder order : LineOrder.values()) {
      assertEquals(List.of(boxes.get(1), boxes.get(0)), order.sorted(boxes), order.name());
      assertEquals(List.of(near.get(1), near.get(0)), order.sorted(near), order.name());
    }
  }

  /** Where two begin in the same place, the order in which they were found decides. */
  @Test
  void keepsTheOrderOfEqualOnes() {
    TextBox one = Boxes.box(0.9, 5, 5, 20, 5, 20, 15, 5, 15);
    TextBox two = Boxes.box(0.8, 5, 5, 90, 5, 90, 15, 5, 15);

    for (LineOrder order : LineOrder.values()) {
      assertEquals(List.of(one, two), order.sorted(List.of(one, two)), order.name());
      assertEquals(List.of(two, one), order.sorted(List.of(two, one)), order.name());
      assertEquals(List.of(), order.sorted(List.of()), order.name());
    }
  }
}
