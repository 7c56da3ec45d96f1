package dev.quire.document.text;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.contentstream.operator.markedcontent.BeginMarkedContentSequence;
import org.apache.pdfbox.contentstream.operator.markedcontent.EndMarkedContentSequence;
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
import org.apache.pdfbox.contentstream.operator.text.SetTextRenderingMode;
import org.apache.pdfbox.contentstream.operator.text.SetTextRise;
import org.apache.pdfbox.contentstream.operator.text.SetWordSpacing;
import org.apache.pdfbox.contentstream.operator.text.ShowText;
import org.apache.pdfbox.contentstream.operator.text.ShowTextAdjusted;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLine;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLineAndSpace;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;

/** The operators that matter to text: no paths, no colours. */
final class TextOperators {

  private TextOperators() {}

  static void addTo(TextEngine engine) {
    List.of(
            new BeginText(engine),
            new EndText(engine),
            new MoveText(engine),
            new MoveTextSetLeading(engine),
            new NextLine(engine),
            new SetCharSpacing(engine),
            new SetFontAndSize(engine),
            new SetTextHorizontalScaling(engine),
            new SetTextLeading(engine),
            new SetTextRenderingMode(engine),
            new SetTextRise(engine),
            new SetWordSpacing(engine),
            new SetMatrix(engine),
            new ShowText(engine),
            new ShowTextAdjusted(engine),
            new ShowTextLine(engine),
            new ShowTextLineAndSpace(engine),
            new Save(engine),
            new Restore(engine),
            new Concatenate(engine),
            new SetGraphicsStateParameters(engine),
            new BeginMarkedContentSequence(engine),
            new EndMarkedContentSequence(engine),
            new BeginMarked(engine),
            new Paint(engine, OperatorName.DRAW_OBJECT),
            new Paint(engine, OperatorName.BEGIN_INLINE_IMAGE))
        .forEach(engine::addOperator);
  }

  /** PDFBox's own leaves the beginning out where the properties are missing, but not the end. */
  private static final class BeginMarked extends OperatorProcessor {

    BeginMarked(TextEngine engine) {
      super(engine);
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) {
      COSDictionary properties = null;
      if (operands.size() > 1 && operands.get(1) instanceof COSDictionary direct) {
        properties = direct;
      } else if (operands.size() > 1
          && operands.get(1) instanceof COSName name
          && getContext().getResources() != null) {
        PDPropertyList named = getContext().getResources().getProperties(name);
        properties = named == null ? null : named.getCOSObject();
      }
      COSName tag = !operands.isEmpty() && operands.get(0) instanceof COSName name ? name : null;
      getContext().beginMarkedContentSequence(tag, properties);
    }

    @Override
    public String getName() {
      return OperatorName.BEGIN_MARKED_CONTENT_SEQ;
    }
  }

  /** Of pictures and forms. */
  private static final class Paint extends OperatorProcessor {

    private final TextEngine engine;
    private final String name;

    Paint(TextEngine engine, String name) {
      super(engine);
      this.engine = engine;
      this.name = name;
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) throws IOException {
      if (name.equals(OperatorName.BEGIN_INLINE_IMAGE)) {
        COSDictionary picture = operator.getImageParameters();
        boolean stencil =
            picture != null
                && picture.getBoolean(COSName.IM, picture.getBoolean(COSName.IMAGE_MASK, false));
        engine.paintPicture(!stencil);
      } else if (!operands.isEmpty() && operands.get(0) instanceof COSName object) {
        engine.paint(object);
      }
    }

    @Override
    public String getName() {
      return name;
    }
  }
}
