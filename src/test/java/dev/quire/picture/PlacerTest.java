package dev.quire.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.picture.Placer.Place;
import dev.quire.picture.Placer.Spot;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacerTest {

  private static final Box PAGE = new Box(0, 0, 200, 100);
  private static final Box OWN = new Box(50, 40, 150, 60);

  private final BufferedImage paper = new BufferedImage(200, 100, BufferedImage.TYPE_3BYTE_BGR);

  @Test
  void theLeastReluctantSpotWinsOnBlankPaper() {
    List<Spot> spots = List.of(spot(50, 20, 0.2), spot(50, 70, 0.1), spot(100, 20, 0.3));

    assertEquals(Box.at(50, 70, 40, 10), best(placer(), spots).box());
  }

  @Test
  void printIsLeftReadable() {
    print(45, 65, 60, 20);
    List<Spot> spots = List.of(spot(50, 70, 0.1), spot(50, 20, 0.2));

    assertEquals(Box.at(50, 20, 40, 10), best(placer(), spots).box());
  }

  @Test
  void otherRegionsAreLeftVisible() {
    Placer placer = new Placer(PAGE, InkMap.of(paper, 1), List.of(OWN, Box.at(55, 71, 20, 8)));
    List<Spot> spots = List.of(spot(50, 70, 0.1), spot(50, 20, 0.2));

    assertEquals(Box.at(50, 20, 40, 10), best(placer, spots).box());
  }

  @Test
  void noLabelLiesOnAnother() {
    Placer placer = placer();
    List<Spot> spots = List.of(spot(50, 20, 0), spot(60, 25, 0.1), spot(120, 20, 0.2));

    placer.take(best(placer, spots).box());
    assertEquals(Box.at(120, 20, 40, 10), best(placer, spots).box());
    placer.take(best(placer, spots).box());
    assertEquals(Optional.empty(), placer.best(OWN, spots));
  }

  @Test
  void labelsAreMovedOntoThePage() {
    assertEquals(Box.at(0, 0, 40, 10), best(placer(), List.of(spot(-30, -5, 0))).box());
    assertEquals(Box.at(160, 90, 40, 10), best(placer(), List.of(spot(190, 95, 0))).box());
  }

  @Test
  void aLabelLargerThanThePageHasNoPlace() {
    assertEquals(Optional.empty(), placer().best(OWN, List.of(new Spot(Box.at(0, 0, 201, 10), 0))));
  }

  @Test
  void placesAreOnWholePixels() {
    Box box = best(placer(), List.of(spot(50.4, 20.6, 0))).box();

    assertEquals(Box.at(50, 21, 40, 10), box);
  }

  @Test
  void hidingPrintCostsItsShare() {
    print(0, 0, 200, 100);

    assertTrue(best(placer(), List.of(spot(10, 10, 0.25))).cost() >= 1.2);
  }

  private Placer placer() {
    return new Placer(PAGE, InkMap.of(paper, 1), List.of(OWN));
  }

  private static Place best(Placer placer, List<Spot> spots) {
    return placer.best(OWN, spots).orElseThrow();
  }

  private static Spot spot(double x, double y, double reluctance) {
    return new Spot(Box.at(x, y, 40, 10), reluctance);
  }

  /** Fine stripes. */
  private void print(int x, int y, int width, int height) {
    Graphics2D graphics = paper.createGraphics();
    graphics.setColor(Color.WHITE);
    for (int line = y; line < y + height; line += 2) {
      graphics.fillRect(x, line, width, 1);
    }
    graphics.dispose();
  }
}
