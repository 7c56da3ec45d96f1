package dev.quire.document;

import dev.quire.document.PageFaults.Part;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.fixup.processor.AcroFormDefaultsProcessor;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDChoice;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDFieldFactory;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/**
 * Gives the fields of a form the looks that they lack. Programs that fill in forms leave values
 * without a picture of them, and may say so (NeedAppearances; ISO 32000-2, 12.7.3); readers draw
 * one, and PDFBox draws nothing. What is made stays in memory. For the thread that holds the
 * document.
 */
final class FormAppearances {

  private static final int MAX_DEPTH = 100;

  /** Some pages of text: a field holds no more that can be read. */
  private static final int MOST_CHARACTERS = 20_000;

  private final PDDocument document;
  private final Set<COSDictionary> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<COSDictionary, PDField> fields = new IdentityHashMap<>();
  private PDAcroForm form;
  private boolean opened;

  /** For a document, of which nothing is read yet. */
  FormAppearances(PDDocument document) {
    this.document = document;
  }

  /** Completes the fields on a page. */
  void complete(PDPage page, PageFaults faults) {
    COSArray annotations = page.getCOSObject().getCOSArray(COSName.ANNOTS);
    for (int i = 0; annotations != null && i < annotations.size(); i++) {
      if (annotations.getObject(i) instanceof COSDictionary widget
          && COSName.WIDGET.equals(widget.getCOSName(COSName.SUBTYPE))
          && open()
          && done.add(widget)) {
        complete(widget, faults);
      }
    }
  }

  /** Whether the document has a form. */
  private boolean open() {
    if (!opened) {
      opened = true;
      try {
        form = document.getDocumentCatalog().getAcroForm(null);
        if (form != null) {
          new AcroFormDefaultsProcessor(document).process();
          for (PDField field : form.getFieldTree()) {
            field.getWidgets().forEach(widget -> fields.put(widget.getCOSObject(), field));
          }
        }
      } catch (RuntimeException damaged) {
        // its fields are looked for one by one
      }
    }
    return form != null;
  }

  private void complete(COSDictionary dictionary, PageFaults faults) {
    PDAnnotationWidget widget = new PDAnnotationWidget(dictionary);
    try {
      PDField field = field(dictionary);
      boolean has = hasAppearance(dictionary);
      if (field instanceof PDTextField || field instanceof PDChoice) {
        String value = field.getValueAsString();
        if (value != null && !value.isEmpty() && (!has || form.getNeedAppearances())) {
          text(field, widget, value, has, faults);
        }
      } else if (field instanceof PDButton button && !has) {
        new ButtonLook(widget).draw(document, button);
      }
    } catch (IOException | RuntimeException e) {
      faults.add(Part.FIELD);
    }
  }

  private void text(
      PDField field, PDAnnotationWidget widget, String value, boolean has, PageFaults faults)
      throws IOException {
    if (value.length() > MOST_CHARACTERS) {
      faults.add(Part.FIELD);
      new TextLook(widget).draw(document, value.substring(0, MOST_CHARACTERS), faults);
      return;
    }
    try {
      form.refreshAppearances(List.of(field));
      field.getWidgets().forEach(other -> done.add(other.getCOSObject()));
    } catch (IOException | RuntimeException e) {
      // its font is missing, or lacks a character
      if (!has || form.getNeedAppearances()) {
        new TextLook(widget).draw(document, value, faults);
      }
    }
  }

  private static boolean hasAppearance(COSDictionary widget) {
    COSDictionary appearance = widget.getCOSDictionary(COSName.AP);
    return appearance != null && appearance.getDictionaryObject(COSName.N) != null;
  }

  /** The field that a widget belongs to; those that the form does not list, by themselves. */
  private PDField field(COSDictionary widget) {
    PDField known = fields.get(widget);
    if (known != null) {
      return known;
    }
    COSDictionary at = widget;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      if (at.containsKey(COSName.FT)) {
        return PDFieldFactory.createField(form, at, null);
      }
      at = at.getCOSDictionary(COSName.PARENT);
    }
    return null;
  }
}
