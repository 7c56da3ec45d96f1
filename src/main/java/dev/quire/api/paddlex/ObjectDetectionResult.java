package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.task.layout.Region;
import java.util.List;

/**
 * The {@code result} of {@code POST /object-detection}.
 *
 * @param image the page with its regions, a JPEG file, in Base64 on the wire; absent where it is
 *     not wanted
 * @param warnings what the page does not show faithfully, which PaddleX does not tell; left out
 *     where it is whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObjectDetectionResult(
    List<DetectedObject> detectedObjects,
    byte[] image,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WarningAnswer> warnings) {

  /** The result of a page, with the first of its pictures. */
  static ObjectDetectionResult of(Done<Answered> page) {
    return new ObjectDetectionResult(
        page.answer().regions().stream().map(DetectedObject::of).toList(),
        page.pictures().isEmpty() ? null : page.pictures().get(0).data(),
        WarningAnswer.of(page.answer().warnings()));
  }

  /**
   * One region.
   *
   * @param bbox left, top, right and bottom in pixels
   */
  public record DetectedObject(
      List<Number> bbox, int categoryId, String categoryName, float score) {

    static DetectedObject of(Region region) {
      return new DetectedObject(
          Coordinates.box(region), region.classId(), region.label(), region.score());
    }
  }
}
