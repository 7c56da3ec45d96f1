package dev.quire.load;

import java.util.List;
import java.util.Locale;

/**
 * Plots over the steps of a test, as SVG: steps side by side at equal distances, values upwards.
 * Colours are those of the page that the plot stands in.
 */
final class Plot {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 300;
  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 14;
  private static final int BOTTOM = 46;
  private static final double BAR = 0.62;
  private static final double WIDEST_BAR = 64;

  private final String title;
  private final String axis;
  private final String unit;
  private final List<String> steps;
  private final Scale scale;

  /**
   * One line, or one layer of the bars.
   *
   * @param name in the legend
   * @param style the class of its colour
   * @param values one for each step; not a number where there is none
   */
  record Series(String name, String style, List<Double> values) {}

  /**
   * @param title for those who cannot see it
   * @param axis what the steps are
   * @param unit of the values
   * @param steps their labels
   */
  Plot(String title, String axis, String unit, List<String> steps, Scale scale) {
    this.title = title;
    this.axis = axis;
    this.unit = unit;
    this.steps = steps;
    this.scale = scale;
  }

  /** A line for each series, with a dot at each step. */
  Markup lines(List<Series> all) {
    Markup svg = frame();
    for (Series series : all) {
      StringBuilder path = new StringBuilder();
      Markup dots = new Markup();
      boolean down = false;
      for (int i = 0; i < steps.size(); i++) {
        double value = series.values().get(i);
        if (Double.isNaN(value)) {
          down = false;
          continue;
        }
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x(i), y(value)));
        down = true;
        dots.add(
            "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s at %s: %s"
                + " %s</title></circle>",
            series.style(), x(i), y(value), series.name(), steps.get(i), number(value), unit);
      }
      svg.add("<path class=\"line %s\" d=\"%s\"/>", series.style(), path.toString()).add(dots);
    }
    return svg.add("</svg>%n").add(legend(all));
  }

  /** The series of each step one upon the other. */
  Markup bars(List<Series> all) {
    Markup svg = frame();
    double width = Math.min(WIDEST_BAR, BAR * (WIDTH - LEFT - RIGHT) / steps.size());
    for (int i = 0; i < steps.size(); i++) {
      double foot = 0;
      for (Series series : all) {
        double value = series.values().get(i);
        if (!(value > 0)) {
          continue;
        }
        double height = y(foot) - y(foot + value);
        svg.add(
            "<rect class=\"bar %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s"
                + " at %s: %s %s</title></rect>",
            series.style(),
            x(i) - width / 2,
            y(foot + value),
            width,
            height,
            series.name(),
            steps.get(i),
            number(value),
            unit);
        foot += value;
      }
    }
    return svg.add("</svg>%n").add(legend(all));
  }

  private Markup frame() {
    Markup svg = new Markup();
    svg.add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n", WIDTH, HEIGHT, title);
    for (double tick : scale.ticks()) {
      svg.add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
              + "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
          LEFT, WIDTH - RIGHT, y(tick), y(tick), LEFT - 8, y(tick) + 4, Scale.text(tick));
    }
    for (int i = 0; i < steps.size(); i++) {
      svg.add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
          x(i), HEIGHT - BOTTOM + 19, steps.get(i));
    }
    svg.add(
        "<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
        (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, axis);
    return svg;
  }

  private static Markup legend(List<Series> all) {
    Markup list = new Markup().add("<ul class=\"legend\">");
    all.forEach(
        series -> list.add("<li><i class=\"%s\"></i>%s</li>", series.style(), series.name()));
    return list.add("</ul>%n");
  }

  private double x(int step) {
    double each = (double) (WIDTH - LEFT - RIGHT) / steps.size();
    return LEFT + each * (step + 0.5);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - scale.at(value) * (HEIGHT - TOP - BOTTOM);
  }

  /** Three significant digits. */
  static String number(double value) {
    int digits = value >= 100 || value == 0 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
