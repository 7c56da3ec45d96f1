package dev.quire.document;

import dev.quire.document.PageFaults.Part;
import dev.quire.document.text.PageText;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Composite;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.contentstream.operator.state.EmptyGraphicsStackException;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.font.PDVectorFont;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * PDFBox's drawer, which tells what it leaves out. PDFBox logs a picture or an operator that it
 * cannot draw and goes on, or gives the page up at the first thing that it cannot read; here each
 * costs what it is part of, and is noted.
 */
class FaithfulDrawer extends PageDrawer {

  /** Operators of marks and tolerances, which a drawer may leave out. */
  private static final Set<String> WITHOUT_INK =
      Set.of(
          OperatorName.MARKED_CONTENT_POINT,
          OperatorName.MARKED_CONTENT_POINT_WITH_PROPS,
          OperatorName.BEGIN_MARKED_CONTENT,
          OperatorName.BEGIN_MARKED_CONTENT_SEQ,
          OperatorName.END_MARKED_CONTENT,
          OperatorName.SET_FLATNESS,
          OperatorName.SET_RENDERINGINTENT,
          OperatorName.TYPE3_D0,
          OperatorName.TYPE3_D1);

  /** A membership in layers (ISO 32000-2, table 97). */
  private static final COSName OCMD = COSName.getPDFName("OCMD");

  private static final int WHITE = 0xffffff;

  private final PageFaults faults;
  private final PageContents contents;
  private final PdfPictures pictures;
  private final PageGlyphs glyphs;
  private final GlyphMasks masks;

  /** Sections of operators that a reader need not know (ISO 32000-2, 7.8.2), and is within. */
  private int foreign;

  private long operators;
  private int annotations;

  /** Sections within one that is optional (ISO 32000-2, 8.11), and so may be hidden. */
  private int optional;

  /**
   * @param budget what the page's pictures may cost
   * @param masks characters of the document that were painted before
   */
  FaithfulDrawer(
      PageDrawerParameters parameters, PageFaults faults, PictureBudget budget, GlyphMasks masks)
      throws IOException {
    super(parameters);
    this.faults = faults;
    this.contents = new PageContents(faults);
    this.pictures = new PdfPictures(faults, budget);
    this.glyphs = new PageGlyphs(faults);
    this.masks = masks;
  }

  /** Draws a picture that PDFBox can decode. */
  void drawPlain(PDImage picture) throws IOException {
    super.drawImage(picture);
  }

  @Override
  public void processPage(PDPage page) throws IOException {
    contents.checkPage(page.getCOSObject());
    try {
      super.processPage(page);
      if (operators == 0 && !PageContents.isEmpty(page)) {
        // the reader takes what has no end for operands that no operator uses
        faults.add(Part.CONTENTS);
      }
    } catch (IOException | RuntimeException e) {
      passOn(e);
      faults.add(Part.CONTENTS);
    }
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    operators++;
    try {
      super.processOperator(operator, operands);
    } catch (RuntimeException e) {
      passOn(e);
      faults.add(part(operator));
    }
  }

  @Override
  protected void operatorException(Operator operator, List<COSBase> operands, IOException e) {
    // states restored more often than saved are common and do no harm
    if (!(e instanceof EmptyGraphicsStackException)) {
      faults.add(part(operator));
    }
  }

  /** Those that PDFBox does not know leave no ink, or are none at all. */
  @Override
  protected void unsupportedOperator(Operator operator, List<COSBase> operands) {
    switch (operator.getName()) {
      case OperatorName.BEGIN_COMPATIBILITY_SECTION -> foreign++;
      case OperatorName.END_COMPATIBILITY_SECTION -> foreign--;
      default -> {
        if (foreign <= 0 && !WITHOUT_INK.contains(operator.getName())) {
          faults.add(Part.CONTENTS);
        }
      }
    }
  }

  private static Part part(Operator operator) {
    return switch (operator.getName()) {
      case OperatorName.BEGIN_INLINE_IMAGE -> Part.PICTURE;
      case OperatorName.SHADING_FILL,
          OperatorName.NON_STROKING_COLOR_N,
          OperatorName.STROKING_COLOR_N ->
          Part.PAINT;
      default -> Part.CONTENTS;
    };
  }

  @Override
  public void drawImage(PDImage picture) throws IOException {
    try (PdfPictures.Plain plain = pictures.plain(picture)) {
      drawPlain(plain.picture());
    } catch (IOException | RuntimeException e) {
      passOn(e);
      faults.add(Part.PICTURE);
    }
  }

  @Override
  public void shadingFill(COSName name) throws IOException {
    try {
      super.shadingFill(name);
    } catch (IOException | RuntimeException e) {
      passOn(e);
      faults.add(Part.PAINT);
    }
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    contents.check(form.getCOSObject());
    super.showForm(form);
  }

  /** Masks are groups, too. */
  @Override
  protected void processTransparencyGroup(PDTransparencyGroup group) throws IOException {
    contents.check(group.getCOSObject());
    super.processTransparencyGroup(group);
  }

  @Override
  public void showAnnotation(PDAnnotation annotation) throws IOException {
    annotations++;
    if (annotations > PageText.MOST_ANNOTATIONS) {
      faults.add(Part.ANNOTATION);
      return;
    }
    try {
      super.showAnnotation(annotation);
    } catch (IOException | RuntimeException e) {
      passOn(e);
      faults.add(Part.ANNOTATION);
    }
  }

  @Override
  protected void processAnnotation(PDAnnotation annotation, PDAppearanceStream appearance)
      throws IOException {
    contents.check(appearance.getCOSObject());
    super.processAnnotation(annotation, appearance);
  }

  @Override
  protected void showFontGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
      throws IOException {
    glyphs.note(font);
    RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
    boolean seen = mode.isFill();
    PageGlyphs.Presence presence = seen ? glyphs.presence(font, code) : PageGlyphs.Presence.THERE;
    if (!faults.expectsInk()
        && optional == 0
        && (seen || mode.isStroke())
        && !PageGlyphs.isSpace(font, code)) {
      faults.expectInk();
    }
    switch (presence) {
      case THERE -> {
        if (!isPlain(font, code) || !paint(matrix, font, code)) {
          super.showFontGlyph(matrix, font, code, displacement);
        }
      }
      case MISSING -> {
        getLinePath().append(glyphs.standIn(matrix, font, code, displacement), false);
        fillPath(Path2D.WIND_NON_ZERO);
      }
      case SPACE -> {
        // PDFBox would draw the font's box for it
      }
    }
  }

  @Override
  public void fillPath(int windingRule) throws IOException {
    expectInk(getGraphicsState().getNonStrokingColor());
    super.fillPath(windingRule);
  }

  @Override
  public void strokePath() throws IOException {
    expectInk(getGraphicsState().getStrokingColor());
    super.strokePath();
  }

  /** White areas are often laid under a page, so they may be all there is on it. */
  private void expectInk(PDColor colour) {
    if (!faults.expectsInk()
        && optional == 0
        && getLinePath().getCurrentPoint() != null
        && !isWhite(colour)) {
      faults.expectInk();
    }
  }

  private boolean isWhite(PDColor colour) {
    try {
      return colour.toRGB() == WHITE;
    } catch (IOException | RuntimeException patternsHaveNone) {
      return false;
    }
  }

  /** Whether nothing is done with a character's outline but to fill it as the font has it. */
  private boolean isPlain(PDFont font, int code) throws IOException {
    return optional == 0
        && font instanceof PDVectorFont
        && getGraphicsState().getTextState().getRenderingMode() == RenderingMode.FILL
        && (font.isEmbedded() || font.isStandard14() || !font.hasExplicitWidth(code));
  }

  private boolean paint(Matrix matrix, PDFont font, int code) throws IOException {
    PDGraphicsState state = getGraphicsState();
    Composite composite = state.getNonStrokingJavaComposite();
    // the paint of a soft mask or a pattern is made anew each time it is asked for
    if (!(composite instanceof AlphaComposite)
        || state.getSoftMask() != null
        || state.getNonStrokingColorSpace() instanceof PDPattern
        || !(getNonStrokingPaint() instanceof Color colour)) {
      return false;
    }
    AffineTransform toUser = matrix.createAffineTransform();
    toUser.concatenate(font.getFontMatrix().createAffineTransform());
    getGraphics().setComposite(composite);
    setClip();
    return masks.paint(getGraphics(), toUser, font, code, colour);
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
    if (optional > 0 || COSName.OC.equals(tag) || isOfLayer(properties)) {
      optional++;
    }
    super.beginMarkedContentSequence(tag, properties);
  }

  private static boolean isOfLayer(COSDictionary properties) {
    COSName type = properties == null ? null : properties.getCOSName(COSName.TYPE);
    return COSName.OCG.equals(type) || OCMD.equals(type);
  }

  @Override
  public void endMarkedContentSequence() {
    optional = Math.max(0, optional - 1);
    super.endMarkedContentSequence();
  }

  @Override
  protected void showType3Glyph(Matrix matrix, PDType3Font font, int code, Vector displacement)
      throws IOException {
    try {
      super.showType3Glyph(matrix, font, code, displacement);
    } catch (IOException | RuntimeException e) {
      passOn(e);
      faults.add(Part.GLYPH);
    }
  }

  /** What ends the page, however much of it could be drawn. */
  private static void passOn(Exception e) {
    if (DrawingGuard.endsPage(e)) {
      throw (RuntimeException) e;
    }
  }
}
