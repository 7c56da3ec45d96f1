package dev.quire.document.searchable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.contentstream.operator.state.Concatenate;
import org.apache.pdfbox.contentstream.operator.state.Restore;
import org.apache.pdfbox.contentstream.operator.state.Save;
import org.apache.pdfbox.contentstream.operator.state.SetGraphicsStateParameters;
import org.apache.pdfbox.contentstream.operator.state.SetMatrix;
import org.apache.pdfbox.contentstream.operator.text.BeginText;
import org.apache.pdfbox.contentstream.operator.text.EndText;
import org.apache.pdfbox.contentstream.operator.text.MoveText;
import org.apache.pdfbox.contentstream.operator.text.MoveTextSetLeading;
import org.apache.pdfbox.contentstream.operator.text.NextLine;
import org.apache.pdfbox.contentstream.operator.text.SetCharSpacing;
import org.apache.pdfbox.contentstream.operator.text.SetFontAndSize;
import org.apache.pdfbox.contentstream.operator.text.SetTextHorizontalScaling;
import org.apache.pdfbox.contentstream.operator.text.SetTextLeading;
import org.apache.pdfbox.contentstream.operator.text.SetTextRise;
import org.apache.pdfbox.contentstream.operator.text.SetWordSpacing;
import org.apache.pdfbox.contentstream.operator.text.ShowText;
import org.apache.pdfbox.contentstream.operator.text.ShowTextAdjusted;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLine;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLineAndSpace;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Finds the characters that a page has as text already, visible or not. Those whose font does not
 * say what they stand for are left out: nobody can search for them.
 */
final class OwnText extends PDFStreamEngine {

  /** A page of more glyphs is taken to have no others. */
  private static final int MOST_GLYPHS = 100_000;

  /** Contents of more operators, those of forms included, are not carried out to their end. */
  private static final int MOST_OPERATORS = 5_000_000;

  /** Of an em: small letters are about half as high as their font. */
  private static final double HALF_X_HEIGHT = 0.25;

  private final List<OwnGlyph> glyphs = new ArrayList<>();
  private int operators;

  /**
   * @param text what it stands for
   * @param x of its middle, in the page's own coordinates
   * @param y of its middle, in the page's own coordinates
   */
  record OwnGlyph(String text, double x, double y) {}

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  private OwnText() {
    List<OperatorProcessor> all =
        List.of(
            new BeginText(this),
            new EndText(this),
            new Concatenate(this),
            new DrawObject(this),
            new Save(this),
            new Restore(this),
            new SetGraphicsStateParameters(this),
            new SetMatrix(this),
            new MoveText(this),
            new MoveTextSetLeading(this),
            new NextLine(this),
            new SetCharSpacing(this),
            new SetFontAndSize(this),
            new SetTextHorizontalScaling(this),
            new SetTextLeading(this),
            new SetTextRise(this),
            new SetWordSpacing(this),
            new ShowText(this),
            new ShowTextAdjusted(this),
            new ShowTextLine(this),
            new ShowTextLineAndSpace(this));
    all.forEach(this::addOperator);
  }

  /** The characters of a page; of a damaged one those that come before the damage. */
  static List<OwnGlyph> of(PDPage page) {
    OwnText text = new OwnText();
    try {
      text.processPage(page);
    } catch (IOException | RuntimeException | StackOverflowError damaged) {
      // what was found is there
    }
    return text.glyphs;
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    if (++operators > MOST_OPERATORS) {
      throw new Enough();
    }
    super.processOperator(operator, operands);
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
      throws IOException {
    String text = font.toUnicode(code);
    if (text == null || text.isBlank() || !text.codePoints().allMatch(OwnText::isKnown)) {
      return;
    }
    if (glyphs.size() == MOST_GLYPHS) {
      throw new Enough();
    }
    double right = displacement.getX() / 2;
    double up = displacement.getY() == 0 ? HALF_X_HEIGHT : displacement.getY() / 2;
    glyphs.add(
        new OwnGlyph(
            text,
            right * matrix.getScaleX() + up * matrix.getShearX() + matrix.getTranslateX(),
            right * matrix.getShearY() + up * matrix.getScaleY() + matrix.getTranslateY()));
  }

  private static boolean isKnown(int character) {
    int type = Character.getType(character);
    return type != Character.PRIVATE_USE
        && type != Character.CONTROL
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && character != 0xfffd;
  }
}
