package dev.quire.picture;

import dev.quire.picture.Placer.Place;
import dev.quire.picture.Placer.Spot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.util.List;
import java.util.Optional;

/** Draws numbers in circles, and arrows from each to the next. */
final class OrderPainter {

  /** The web page's colour of the reading path. */
  private static final Color PATH = new Color(0xb3372b);

  private static final double PATH_WIDTH = 1.75;
  private static final Color HALO = new Color(255, 255, 255, 200);
  private static final double HALO_WIDTH = 4.5;
  private static final double HEAD_LENGTH = 7;
  private static final double HEAD_WIDTH = 6;

  /** How far an arrow bends to the side, in parts of the way it goes across. */
  private static final double BEND = 0.14;

  private static final double RIM_WIDTH = 1.5;

  /** The part of a circle's diameter that its number may fill. */
  private static final double ROOM = 0.7;

  private final Graphics2D graphics;
  private final Placer placer;
  private final Typeface typeface;
  private final Measures measures;

  OrderPainter(Graphics2D graphics, Placer placer, Typeface typeface, Measures measures) {
    this.graphics = graphics;
    this.placer = placer;
    this.typeface = typeface;
    this.measures = measures;
  }

  /**
   * Finds the place of a number's circle and keeps other circles off it.
   *
   * @param own where that is which it numbers
   */
  Box place(Box own) {
    for (double size : new double[] {1, 0.8, 0.65}) {
      double diameter = Math.rint(measures.badge() * size);
      Optional<Place> place = placer.best(own, spots(own, diameter));
      if (place.isPresent()) {
        placer.take(place.get().box());
        return place.get().box();
      }
    }
    // Numbers on top of each other say more than a missing one.
    double diameter = Math.rint(measures.badge() * 0.65);
    return Box.at(own.x1(), own.y1(), diameter, diameter).movedInto(placer.page());
  }

  /** In the gutter beside the first line, else further down or out, else around. */
  private List<Spot> spots(Box own, double diameter) {
    double gap = Math.rint(2 * measures.unit());
    double half = diameter / 2;
    double beside = own.x1() - diameter - gap;
    double centre = own.centreY() - half;
    double first = Math.min(own.y1(), centre);
    return List.of(
        spot(beside, first, diameter, 0),
        spot(beside, own.y1() + half, diameter, 0.05),
        spot(beside - half, first, diameter, 0.08),
        spot(beside, centre, diameter, 0.1),
        spot(beside - diameter, first, diameter, 0.15),
        spot(beside, own.y2() - diameter, diameter, 0.15),
        spot(own.x1() - half, own.y1() - half, diameter, 0.25),
        spot(own.x1(), own.y1() - diameter - gap, diameter, 0.3),
        spot(own.x1() + gap, own.y1() + gap, diameter, 0.35),
        spot(own.x2() + gap, first, diameter, 0.6),
        spot(own.x2() - half, own.y1() - half, diameter, 0.6),
        spot(own.x1(), own.y2() + gap, diameter, 0.6));
  }

  private static Spot spot(double x, double y, double diameter, double reluctance) {
    return new Spot(Box.at(x, y, diameter, diameter), reluctance);
  }

  /** Draws a number's circle. */
  void paintNumber(int number, Style style, Box place) {
    Shape circle = new Ellipse2D.Double(place.x1(), place.y1(), place.width(), place.height());
    graphics.setColor(style.colour());
    graphics.fill(circle);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke((float) (RIM_WIDTH * measures.unit())));
    graphics.draw(circle);
    String text = String.valueOf(number);
    double em = measures.em() * place.width() / measures.badge();
    double width = typeface.width(text, em);
    double room = ROOM * place.width();
    double size = width > room ? em * room / width : em;
    double left = place.centreX() - typeface.width(text, size) / 2;
    double baseline = Math.rint(place.centreY() + typeface.capHeight(size) / 2);
    graphics.fill(typeface.outline(text, size, left, baseline));
  }

  /** Draws an arrow from one circle to another, if there is room for one between them. */
  void paintArrow(Box from, Box to) {
    double across = to.centreX() - from.centreX();
    double down = to.centreY() - from.centreY();
    double distance = Math.hypot(across, down);
    double head = HEAD_LENGTH * measures.unit();
    if (distance < (from.width() + to.width()) / 2 + head) {
      return;
    }
    double bend = BEND * Math.abs(across) / distance;
    double controlX = (from.centreX() + to.centreX()) / 2 - bend * down;
    double controlY = (from.centreY() + to.centreY()) / 2 + bend * across;
    Vector out = Vector.between(from.centreX(), from.centreY(), controlX, controlY);
    Vector in = Vector.between(controlX, controlY, to.centreX(), to.centreY());
    double startX = from.centreX() + out.x() * from.width() / 2;
    double startY = from.centreY() + out.y() * from.width() / 2;
    double tipX = to.centreX() - in.x() * (to.width() / 2 + measures.unit());
    double tipY = to.centreY() - in.y() * (to.width() / 2 + measures.unit());
    double neckX = tipX - in.x() * head;
    double neckY = tipY - in.y() * head;
    Shape line = new QuadCurve2D.Double(startX, startY, controlX, controlY, neckX, neckY);
    double side = HEAD_WIDTH / 2 * measures.unit();
    Path2D point = new Path2D.Double();
    point.moveTo(tipX, tipY);
    point.lineTo(neckX - in.y() * side, neckY + in.x() * side);
    point.lineTo(neckX + in.y() * side, neckY - in.x() * side);
    point.closePath();

    graphics.setColor(HALO);
    graphics.setStroke(round(HALO_WIDTH));
    graphics.draw(line);
    graphics.setColor(PATH);
    graphics.setStroke(round(PATH_WIDTH));
    graphics.draw(line);
    graphics.fill(point);
  }

  private BasicStroke round(double width) {
    return new BasicStroke(
        (float) (width * measures.unit()), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  /** A direction, of length 1. */
  private record Vector(double x, double y) {

    static Vector between(double x1, double y1, double x2, double y2) {
      double length = Math.hypot(x2 - x1, y2 - y1);
      return new Vector((x2 - x1) / length, (y2 - y1) / length);
    }
  }
}
