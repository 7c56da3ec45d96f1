package dev.quire.document.text;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup.RenderState;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentMembershipDictionary;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.rendering.RenderDestination;

/** Which optional content (ISO 32000-2, 8.11) is hidden, as where PDFBox draws. */
final class Layers {

  private static final int MAX_DEPTH = 20;

  private final PDOptionalContentProperties properties;
  private final Map<COSDictionary, Boolean> known = new IdentityHashMap<>();

  Layers(PDDocument document) {
    this.properties = document.getDocumentCatalog().getOCProperties();
  }

  /**
   * Whether what belongs to it is hidden.
   *
   * @param membership may be null, and be of something else
   */
  boolean hide(PDPropertyList membership) {
    return membership != null
        && (membership instanceof PDOptionalContentGroup
            || membership instanceof PDOptionalContentMembershipDictionary)
        && !isShown(membership);
  }

  private boolean isShown(PDPropertyList membership) {
    Boolean before = known.get(membership.getCOSObject());
    if (before != null) {
      return before;
    }
    boolean shown =
        membership instanceof PDOptionalContentGroup group
            ? isOn(group)
            : !(membership instanceof PDOptionalContentMembershipDictionary several)
                || isShown(several);
    known.put(membership.getCOSObject(), shown);
    return shown;
  }

  private boolean isOn(PDOptionalContentGroup group) {
    RenderState state = group.getRenderState(RenderDestination.EXPORT);
    if (state != null) {
      return state != RenderState.OFF;
    }
    return properties == null || properties.isGroupEnabled(group);
  }

  private boolean isShown(PDOptionalContentMembershipDictionary several) {
    COSArray expression = several.getCOSObject().getCOSArray(COSName.VE);
    if (expression != null && expression.size() > 0) {
      return holds(expression, 0);
    }
    List<Boolean> on =
        several.getOCGs().stream()
            .map(each -> !(each instanceof PDOptionalContentGroup group) || isOn(group))
            .toList();
    if (on.isEmpty()) {
      return true;
    }
    return switch (several.getVisibilityPolicy().getName()) {
      case "AnyOff" -> on.contains(false);
      case "AllOn" -> !on.contains(false);
      case "AllOff" -> !on.contains(true);
      default -> on.contains(true);
    };
  }

  private boolean holds(COSBase expression, int depth) {
    if (expression instanceof COSDictionary group) {
      PDPropertyList list = PDPropertyList.create(group);
      return !(list instanceof PDOptionalContentGroup each) || isOn(each);
    }
    if (!(expression instanceof COSArray parts) || parts.size() == 0 || depth > MAX_DEPTH) {
      return true;
    }
    Stream<COSBase> operands = IntStream.range(1, parts.size()).mapToObj(parts::getObject);
    return switch (String.valueOf(parts.getName(0))) {
      case "And" -> operands.allMatch(each -> holds(each, depth + 1));
      case "Or" -> operands.anyMatch(each -> holds(each, depth + 1));
      case "Not" -> parts.size() != 2 || !holds(parts.getObject(1), depth + 1);
      default -> true;
    };
  }
}
