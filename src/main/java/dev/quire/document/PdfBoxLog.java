package dev.quire.document;

import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hears what PDFBox tells nobody but its log: that it left something out and went on. What is said
 * while a page is drawn goes to whoever draws it, by its thread, and nowhere else: a hostile
 * document would fill the service's log. Thread-safe.
 */
final class PdfBoxLog extends Handler {

  private static final String PDFBOX = "org.apache.pdfbox";
  private static final String FONTBOX = "org.apache.fontbox";

  private final ThreadLocal<PageFaults> listener = new ThreadLocal<>();

  /** Held, since loggers that nobody holds forget their levels and handlers. */
  private final Logger pdfBox = Logger.getLogger(PDFBOX);

  private final Logger fontBox = Logger.getLogger(FONTBOX);

  /** Begins to listen, for as long as the process lives. */
  PdfBoxLog() {
    setLevel(Level.WARNING);
    pdfBox.setUseParentHandlers(false);
    fontBox.setUseParentHandlers(false);
    if (!pdfBox.isLoggable(Level.WARNING)) {
      pdfBox.setLevel(Level.WARNING);
    }
    pdfBox.addHandler(this);
  }

  /** Makes a call during which this thread's faults are gathered. */
  <T> T listening(PageFaults faults, Supplier<T> call) {
    PageFaults before = listener.get();
    listener.set(faults);
    try {
      return call.get();
    } finally {
      if (before == null) {
        listener.remove();
      } else {
        listener.set(before);
      }
    }
  }

  @Override
  public void publish(LogRecord message) {
    PageFaults faults = listener.get();
    if (faults != null && message.getLevel().intValue() >= Level.WARNING.intValue()) {
      PageFaults.Part part = part(message);
      if (part != null) {
        faults.add(part);
      }
    }
  }

  /** What is at fault, or null if the page does not suffer. */
  private static PageFaults.Part part(LogRecord message) {
    String logger = message.getLoggerName();
    if (logger == null || !logger.startsWith(PDFBOX + ".")) {
      return null;
    }
    String place = logger.substring(PDFBOX.length() + 1);
    boolean error = message.getLevel().intValue() >= Level.SEVERE.intValue();
    if (place.startsWith("pdmodel.graphics.shading.") || place.equals("rendering.TilingPaint")) {
      return error ? PageFaults.Part.PAINT : null;
    }
    return switch (place) {
      case "pdmodel.graphics.image.SampledImageReader" -> PageFaults.Part.PICTURE_DATA;
      case "filter.FlateFilterDecoderStream",
          "filter.LZWFilter",
          "filter.ASCIIHexFilter",
          "filter.CCITTFaxFilter" ->
          PageFaults.Part.DATA;
      case "contentstream.operator.graphics.DrawObject" -> PageFaults.Part.CONTENTS;
      case "contentstream.operator.text.SetFontAndSize" -> PageFaults.Part.FONT;
      case "rendering.PageDrawer" -> error ? PageFaults.Part.PAINT : null;
      case "rendering.GlyphCache" -> error ? PageFaults.Part.GLYPH : null;
      default -> null;
    };
  }

  @Override
  public void flush() {
    // Nothing waits.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
