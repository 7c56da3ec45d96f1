package dev.quire.picture;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * How a class of regions is drawn.
 *
 * @param colour carries white text at a contrast of at least 4.5:1
 * @param width of its outline, in units
 * @param dash lengths of strokes and gaps in units; empty for a solid line
 */
record Style(Color colour, double width, float[] dash) {

  /** The outline's stroke. */
  BasicStroke stroke(Measures measures) {
    float line = (float) measures.line(width);
    if (dash.length == 0) {
      return new BasicStroke(line, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    float[] scaled = new float[dash.length];
    for (int i = 0; i < dash.length; i++) {
      scaled[i] = (float) (dash[i] * measures.unit());
    }
    return new BasicStroke(line, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, scaled, 0);
  }

  /** The colour, translucent. */
  Color tint(double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }
}
