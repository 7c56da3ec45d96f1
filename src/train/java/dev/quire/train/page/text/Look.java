package dev.quire.train.page.text;

import java.awt.Color;

/** How a piece of text looks: face, size in pixels, colour and extra letter space in pixels. */
public record Look(Face face, double size, Color colour, double tracking) {

  public Look {
    size = Math.max(8, Math.round(size * 4)) / 4.0;
  }

  public Look(Face face, double size, Color colour) {
    this(face, size, colour, 0);
  }

  public double width(String text) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += face.advance(text.charAt(i));
    }
    return width * size + tracking * text.length();
  }

  public double space() {
    return face.advance(' ') * size + tracking;
  }

  public Look sized(double factor) {
    return new Look(face, size * factor, colour, tracking * factor);
  }

  public Look in(Face other) {
    return new Look(other, size, colour, tracking);
  }

  public Look in(Color other) {
    return new Look(face, size, other, tracking);
  }

  public Look tracked(double extra) {
    return new Look(face, size, colour, extra);
  }
}
