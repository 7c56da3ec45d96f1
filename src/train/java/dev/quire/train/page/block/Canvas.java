package dev.quire.train.page.block;

import dev.quire.train.page.Box;
import dev.quire.train.page.Label;
import dev.quire.train.page.LabelledRegion;
import dev.quire.train.page.text.Look;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A page being drawn. Everything drawn inside {@link #region} counts to that region's ink box;
 * regions are kept in the order of drawing, which is the reading order.
 */
public final class Canvas implements AutoCloseable {

  private final BufferedImage image;
  private final Graphics2D graphics;
  private final List<LabelledRegion> regions = new ArrayList<>();
  private final boolean smooth;
  private Rectangle2D ink;
  private boolean inRegion;
  private AffineTransform turn;

  public Canvas(int width, int height, Paint paper, boolean smooth) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    graphics = image.createGraphics();
    this.smooth = smooth;
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING,
        smooth ? RenderingHints.VALUE_TEXT_ANTIALIAS_ON : RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setPaint(paper);
    graphics.fillRect(0, 0, width, height);
  }

  public int width() {
    return image.getWidth();
  }

  public int height() {
    return image.getHeight();
  }

  public BufferedImage image() {
    return image;
  }

  /** The regions drawn up to now. */
  public List<LabelledRegion> regions() {
    return regions;
  }

  /** Draws something that is one region; nested calls count to the outer region only. */
  public void region(Label label, Runnable drawing) {
    if (inRegion) {
      drawing.run();
      return;
    }
    inRegion = true;
    ink = null;
    try {
      drawing.run();
    } finally {
      inRegion = false;
    }
    if (ink == null) {
      return;
    }
    double x1 = Math.max(0, ink.getMinX());
    double y1 = Math.max(0, ink.getMinY());
    double x2 = Math.min(width(), ink.getMaxX());
    double y2 = Math.min(height(), ink.getMaxY());
    double visible = Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
    if (visible > 0.4 * ink.getWidth() * ink.getHeight() && x2 - x1 >= 1 && y2 - y1 >= 1) {
      regions.add(new LabelledRegion(label, new Box(x1, y1, x2, y2)));
    }
  }

  /** Draws under a rotation about a point. */
  public void turned(double angle, double x, double y, Runnable drawing) {
    AffineTransform before = graphics.getTransform();
    AffineTransform outer = turn;
    AffineTransform inner = turn == null ? new AffineTransform() : new AffineTransform(turn);
    inner.rotate(angle, x, y);
    turn = inner;
    graphics.rotate(angle, x, y);
    try {
      drawing.run();
    } finally {
      turn = outer;
      graphics.setTransform(before);
    }
  }

  /** Draws one run of text with its pen at the given baseline point. */
  public void text(String text, Look look, double x, double baseline) {
    graphics.setFont(look.face().at(look.size()));
    graphics.setColor(look.colour());
    if (look.tracking() == 0) {
      graphics.drawString(text, (float) x, (float) baseline);
    } else {
      double pen = x;
      for (int i = 0; i < text.length(); i++) {
        graphics.drawString(text.substring(i, i + 1), (float) pen, (float) baseline);
        pen += look.face().advance(text.charAt(i)) * look.size() + look.tracking();
      }
    }
    if (inRegion) {
      addTextInk(text, look, x, baseline);
    }
  }

  private void addTextInk(String text, Look look, double x, double baseline) {
    double size = look.size();
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    double pen = x;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      double r = look.face().right(c);
      double l = look.face().left(c);
      if (r > l) {
        left = Math.min(left, pen + l * size);
        right = Math.max(right, pen + r * size);
        top = Math.min(top, look.face().top(c));
        bottom = Math.max(bottom, look.face().bottom(c));
      }
      pen += look.face().advance(c) * size + look.tracking();
    }
    if (left < right) {
      addInk(
          new Rectangle2D.Double(
              left, baseline + top * size, right - left, Math.max(1, (bottom - top) * size)));
    }
  }

  private void addInk(Rectangle2D box) {
    if (!inRegion) {
      return;
    }
    Rectangle2D turned = turn == null ? box : turn.createTransformedShape(box).getBounds2D();
    ink = ink == null ? turned : ink.createUnion(turned);
  }

  /** Fills a shape. */
  public void fill(Shape shape, Paint paint) {
    antialias(!(shape instanceof Rectangle2D) || turn != null);
    graphics.setPaint(paint);
    graphics.fill(shape);
    if (inRegion) {
      addInk(shape.getBounds2D());
    }
  }

  public void rect(double x, double y, double w, double h, Paint paint) {
    fill(
        new Rectangle2D.Double(
            Math.round(x), Math.round(y), Math.max(1, Math.round(w)), Math.max(1, Math.round(h))),
        paint);
  }

  /** Strokes a shape's outline. */
  public void stroke(Shape shape, Color colour, BasicStroke stroke) {
    antialias(true);
    graphics.setColor(colour);
    graphics.setStroke(stroke);
    graphics.draw(shape);
    if (inRegion) {
      Rectangle2D box = shape.getBounds2D();
      double half = stroke.getLineWidth() / 2;
      addInk(
          new Rectangle2D.Double(
              box.getX() - half,
              box.getY() - half,
              box.getWidth() + 2 * half,
              box.getHeight() + 2 * half));
    }
  }

  public void stroke(Shape shape, Color colour, double width) {
    stroke(shape, colour, new BasicStroke((float) Math.max(0.6, width)));
  }

  public void line(double x1, double y1, double x2, double y2, Color colour, double width) {
    if (y1 == y2) {
      rect(Math.min(x1, x2), y1 - width / 2, Math.abs(x2 - x1), width, colour);
    } else if (x1 == x2) {
      rect(x1 - width / 2, Math.min(y1, y2), width, Math.abs(y2 - y1), colour);
    } else {
      stroke(new Line2D.Double(x1, y1, x2, y2), colour, width);
    }
  }

  /** Draws an outline of a rectangle in whole pixels. */
  public void frame(double x, double y, double w, double h, Color colour, double width) {
    line(x, y, x + w, y, colour, width);
    line(x, y + h, x + w, y + h, colour, width);
    line(x, y, x, y + h, colour, width);
    line(x + w, y, x + w, y + h, colour, width);
  }

  /** Draws an image scaled into a rectangle. */
  public void image(BufferedImage picture, double x, double y, double w, double h) {
    int x1 = (int) Math.round(x);
    int y1 = (int) Math.round(y);
    int x2 = (int) Math.round(x + w);
    int y2 = (int) Math.round(y + h);
    graphics.drawImage(picture, x1, y1, x2 - x1, y2 - y1, null);
    addInk(new Rectangle2D.Double(x1, y1, x2 - x1, y2 - y1));
  }

  /** Draws only inside a shape. */
  public void clipped(Shape clip, Runnable drawing) {
    Shape before = graphics.getClip();
    Rectangle2D inkBefore = ink;
    graphics.clip(clip);
    ink = null;
    try {
      drawing.run();
    } finally {
      graphics.setClip(before);
    }
    if (ink != null) {
      Rectangle2D outline = clip.getBounds2D();
      ink =
          ink.createIntersection(
              turn == null ? outline : turn.createTransformedShape(outline).getBounds2D());
    }
    if (inkBefore != null) {
      ink = ink == null ? inkBefore : inkBefore.createUnion(ink);
    }
  }

  private void antialias(boolean wanted) {
    graphics.setRenderingHint(
        RenderingHints.KEY_ANTIALIASING,
        wanted && smooth ? RenderingHints.VALUE_ANTIALIAS_ON : RenderingHints.VALUE_ANTIALIAS_OFF);
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
