package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the blocks of a page in order: running heads, the text as its columns run with each caption
 * at its figure, text in the margin, footnotes, running feet.
 */
final class BlockOrder {

  /** How far blocks may reach into each other, as a share of the page's width and height. */
  private static final double SLACK_X = 0.012;

  private static final double SLACK_Y = 0.008;

  /** The highest single line of running text, as a share of the page's height. */
  private static final double LINE = 0.025;

  /** A picture this large, as a share of the page, with blocks in it is read before them. */
  private static final double BACKGROUND = 0.5;

  private final double width;
  private final double height;
  private final Frame frame;
  private final Cutter cutter;

  BlockOrder(double width, double height, Frame frame) {
    this.width = width;
    this.height = height;
    this.frame = frame;
    Area page = frame.of(new Area(0, 0, width, height));
    Slack slack = new Slack(SLACK_X * page.width(), SLACK_Y * page.height());
    this.cutter = new Cutter(slack, LINE * page.height());
  }

  List<Draft> of(List<Draft> drafts) {
    Furniture furniture = Furniture.of(drafts, height);
    List<Draft> ordered = new ArrayList<>(ordered(furniture.first()));
    ordered.addAll(body(furniture.body()));
    ordered.addAll(ordered(furniture.asides()));
    ordered.addAll(ordered(furniture.notes()));
    ordered.addAll(ordered(furniture.last()));
    return ordered;
  }

  private List<Draft> body(List<Draft> body) {
    List<Draft> backgrounds = body.stream().filter(d -> background(d, body)).toList();
    List<Draft> others = body.stream().filter(d -> !backgrounds.contains(d)).toList();
    List<List<Draft>> units = new Captions(width, height).units(others);
    List<Draft> ordered = new ArrayList<>(ordered(backgrounds));
    cutter.order(items(units)).forEach(i -> ordered.addAll(ordered(units.get(i.index()))));
    return ordered;
  }

  private boolean background(Draft draft, List<Draft> body) {
    return draft.role() == Role.FIGURE
        && draft.area().size() >= BACKGROUND * width * height
        && body.stream().anyMatch(d -> d != draft && inside(d.area(), draft.area()));
  }

  private static boolean inside(Area inner, Area outer) {
    return inner.size() < outer.size() && outer.contains(inner.centreX(), inner.centreY());
  }

  private List<Draft> ordered(List<Draft> drafts) {
    if (drafts.size() < 2) {
      return drafts;
    }
    List<List<Draft>> alone = drafts.stream().map(List::of).toList();
    return cutter.order(items(alone)).stream().map(i -> drafts.get(i.index())).toList();
  }

  private List<Item> items(List<List<Draft>> units) {
    List<Item> items = new ArrayList<>();
    for (List<Draft> unit : units) {
      Area area = Area.around(unit.stream().map(Draft::area).toList());
      Draft head = unit.stream().filter(Draft::captioned).findFirst().orElse(unit.get(0));
      boolean heading = unit.stream().allMatch(Draft::heading);
      items.add(new Item(items.size(), frame.of(area), head.rank(), heading));
    }
    return items;
  }
}
