package dev.quire.train.page.layout;

import dev.quire.train.page.Dice;
import dev.quire.train.page.Page;
import dev.quire.train.page.block.Canvas;
import dev.quire.train.page.block.Style;
import dev.quire.train.page.text.Script;
import dev.quire.train.page.text.Typefaces;
import dev.quire.train.page.text.Words;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Draws whole clean pages. Immutable and thread-safe. */
public final class Pages {

  private static final double EAST_ASIAN = 0.28;

  private final Typefaces faces = Typefaces.installed();
  private final Map<Script, List<Words>> flavours = new EnumMap<>(Script.class);

  public Pages() {
    for (Script script : Script.values()) {
      flavours.put(script, Words.flavours(script));
    }
  }

  /** Draws one page. */
  public Page draw(Dice dice) {
    PageKind kind = PageKind.draw(dice);
    Script script = script(dice);
    List<Words> options = flavours.get(script);
    Words words =
        options.size() > 2 && dice.chance(0.5) ? options.get(dice.whole(0, 1)) : dice.pick(options);
    double height = dice.log(700, 1900);
    double ratio = ratio(dice, kind);
    double width = height * ratio;
    if (ratio > 1) {
      double shrink = Math.sqrt(ratio) * 0.95;
      width /= shrink;
      height /= shrink;
    }
    double em = size(dice, kind, Math.sqrt(width * height / 0.7), script);
    Style style = new Style(dice, words, faces, em);
    boolean smooth = !dice.chance(0.07);
    try (Canvas canvas = new Canvas((int) width, (int) height, style.paper, smooth)) {
      new Sheet(dice, style, canvas, kind).draw();
      return new Page(canvas.image(), canvas.regions());
    }
  }

  private Script script(Dice dice) {
    Script wanted;
    if (dice.chance(EAST_ASIAN)) {
      wanted =
          dice.pick(
              Script.CHINESE, Script.CHINESE, Script.JAPANESE, Script.JAPANESE, Script.KOREAN);
    } else {
      wanted =
          dice.chance(0.07)
              ? dice.pick(Script.CYRILLIC, Script.CYRILLIC, Script.GREEK)
              : Script.LATIN;
    }
    return faces.covers(wanted) ? wanted : Script.LATIN;
  }

  private static double ratio(Dice dice, PageKind kind) {
    if (kind == PageKind.SLIDE) {
      return dice.pick(4 / 3.0, 4 / 3.0, 16 / 9.0, 16 / 10.0, 1.414);
    }
    double portrait = dice.pick(0.707, 0.707, 0.707, 0.773, 0.773, 0.773, 0.66, 0.705, 0.82, 1.0);
    double landscape =
        switch (kind) {
          case TABLE_PAGE -> 0.3;
          case PICTURE_PAGE, FORM -> 0.15;
          default -> 0.03;
        };
    return dice.chance(landscape) ? 1 / portrait : portrait * dice.between(0.99, 1.01);
  }

  private static double size(Dice dice, PageKind kind, double side, Script script) {
    double points =
        switch (kind) {
          case SLIDE -> dice.between(15, 26);
          case NEWSPAPER -> dice.between(7, 9.5);
          case MAGAZINE, GLOSSARY -> dice.between(7.5, 10.5);
          case COVER -> dice.between(10, 16);
          default -> Math.max(7, dice.gauss(10.4, 1.5));
        };
    return Math.max(7, points * side / 842 * (script.eastAsian() ? 1.04 : 1));
  }
}
