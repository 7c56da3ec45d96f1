package dev.quire.picture;

import dev.quire.picture.Placer.Place;
import dev.quire.picture.Placer.Spot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Draws a region's number, label and score on a filled tag beside it, as large as there is room
 * for.
 */
final class TagPainter {

  /** From this cost on a smaller tag is tried. */
  private static final double HIGH_COST = 1.6;

  private static final double SMALLER = 0.8;
  private static final double CORNER = 2.5;
  private static final Color RIM = new Color(255, 255, 255, 210);
  private static final double RIM_WIDTH = 0.75;

  private final Graphics2D graphics;
  private final Placer placer;
  private final Typeface typeface;
  private final Measures measures;
  private final boolean numbered;

  TagPainter(
      Graphics2D graphics, Placer placer, Typeface typeface, Measures measures, boolean numbered) {
    this.graphics = graphics;
    this.placer = placer;
    this.typeface = typeface;
    this.measures = measures;
    this.numbered = numbered;
  }

  /** A tag that would go somewhere. */
  private record Tag(String text, Measures measures, Place place) {}

  /** Draws a region's tag where it hides least; not at all where every place is taken. */
  void paint(Mark mark, Style style) {
    choose(mark)
        .ifPresent(
            tag -> {
              placer.take(tag.place().box());
              draw(tag, style);
            });
  }

  private Optional<Tag> choose(Mark mark) {
    boolean counts = numbered && mark.order() != null;
    String label = (counts ? mark.order() + " " : "") + words(mark.label());
    String full = label + String.format(Locale.ROOT, " %.2f", mark.region().score());
    Tag cheapest = null;
    for (Measures size : List.of(measures, measures.times(SMALLER))) {
      for (String text : List.of(full, label)) {
        Optional<Tag> tag = place(mark, fitting(text, size), size);
        if (tag.isPresent() && tag.get().place().cost() < HIGH_COST) {
          return tag;
        }
        if (tag.isPresent() && (cheapest == null || cost(tag.get()) < cost(cheapest))) {
          cheapest = tag.get();
        }
      }
    }
    return Optional.ofNullable(cheapest);
  }

  private static double cost(Tag tag) {
    return tag.place().cost();
  }

  private Optional<Tag> place(Mark mark, String text, Measures size) {
    List<Spot> spots = spots(mark.box(), width(text, size), size.tagHeight());
    return placer.best(mark.box(), spots).map(place -> new Tag(text, size, place));
  }

  /** Along the region's edges: above it best of all, at its left end. */
  private static List<Spot> spots(Box own, double width, double height) {
    double above = own.y1() - height;
    double within = own.y1();
    double foot = own.y2() - height;
    double below = own.y2();
    double centre = own.centreY() - height / 2;
    double left = own.x1();
    double right = own.x2() - width;
    double middle = own.centreX() - width / 2;
    List<Spot> spots = new ArrayList<>();
    spots.add(new Spot(Box.at(left, above, width, height), 0));
    spots.add(new Spot(Box.at(right, above, width, height), 0.06));
    spots.add(new Spot(Box.at(middle, above, width, height), 0.1));
    spots.add(new Spot(Box.at(left, within, width, height), 0.12));
    spots.add(new Spot(Box.at(right, within, width, height), 0.14));
    spots.add(new Spot(Box.at(own.x2(), within, width, height), 0.16));
    spots.add(new Spot(Box.at(own.x2(), centre, width, height), 0.16));
    spots.add(new Spot(Box.at(own.x1() - width, within, width, height), 0.18));
    spots.add(new Spot(Box.at(own.x1() - width, centre, width, height), 0.18));
    spots.add(new Spot(Box.at(right, foot, width, height), 0.2));
    spots.add(new Spot(Box.at(left, foot, width, height), 0.22));
    spots.add(new Spot(Box.at(left, below, width, height), 0.2));
    spots.add(new Spot(Box.at(right, below, width, height), 0.22));
    spots.add(new Spot(Box.at(own.x2(), foot, width, height), 0.24));
    return spots;
  }

  private double width(String text, Measures size) {
    return Math.ceil(typeface.width(text, size.em()) + 2 * size.tagPadding());
  }

  /** As much of a text as the page is wide. */
  private String fitting(String text, Measures size) {
    String shown = text;
    while (shown.length() > 1 && width(shown, size) > placer.page().width()) {
      shown = shown.substring(0, shown.length() - 1).strip();
    }
    return shown;
  }

  private static String words(String label) {
    return label.replace('_', ' ');
  }

  private void draw(Tag tag, Style style) {
    Box box = tag.place().box();
    Measures size = tag.measures();
    double corner = 2 * CORNER * size.unit();
    RoundRectangle2D shape =
        new RoundRectangle2D.Double(box.x1(), box.y1(), box.width(), box.height(), corner, corner);
    graphics.setColor(style.colour());
    graphics.fill(shape);
    graphics.setColor(RIM);
    graphics.setStroke(new BasicStroke((float) (RIM_WIDTH * size.unit())));
    graphics.draw(shape);
    graphics.setColor(Color.WHITE);
    // A baseline on a whole pixel keeps small letters sharp.
    double baseline = Math.rint(box.centreY() + typeface.capHeight(size.em()) / 2);
    graphics.fill(typeface.outline(tag.text(), size.em(), box.x1() + size.tagPadding(), baseline));
  }
}
