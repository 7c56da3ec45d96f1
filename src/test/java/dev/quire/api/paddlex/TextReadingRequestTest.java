package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.detection.SideLimit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReadingRequestTest {

  private static final OcrOptions SILENT = OcrProfile.PADDLEX.options();

  @Test
  void everyFieldOfReadingIsRead() {
    ClientRequest<ReadingWishes> request =
        parse(
            """
            {"file": "AAAA", "fileType": 0, "useDocOrientationClassify": false,
             "useDocUnwarping": false, "useTextlineOrientation": false,
             "textDetLimitSideLen": 736, "textDetLimitType": "max", "textDetThresh": 0.25,
             "textDetBoxThresh": 0.5, "textDetUnclipRatio": 2, "textRecScoreThresh": 0.75,
             "returnWordBox": true, "visualize": false, "logId": "mine"}\
            """);

    assertEquals("AAAA", request.file());
    assertEquals(FileType.PDF, request.type());
    assertEquals(Optional.of(false), request.visualize());
    assertEquals(Optional.of("mine"), request.logId());
    OcrOptions options = request.wishes().over(SILENT);
    assertEquals(new SideLimit(SideLimit.Kind.MAX, 736), options.limit());
    assertEquals(
        SILENT.detection().withThreshold(0.25).withBoxThreshold(0.5).withUnclipRatio(2),
        options.detection());
    assertFalse(options.lines().oriented());
    assertTrue(options.lines().words());
    assertEquals(0.75, request.wishes().leastScore(SILENT));
    assertEquals(0, options.lines().leastScore(), "lines of every score are listed as found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "0.0", "\"0\""})
  void zeroIsNotGiven(String nothing) {
    String body =
        """
        {"file": "AAAA", "textDetLimitSideLen": %1$s, "textDetThresh": %1$s,
         "textDetBoxThresh": %1$s, "textDetUnclipRatio": %1$s, "textRecScoreThresh": %1$s}\
        """
            .formatted(nothing);

    assertEquals(SILENT, parse(body).wishes().over(SILENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                  | file                | missing",
        "{\"file\":\"A\",\"fileType\":2}                     | fileType            | literal_error",
        "{\"file\":\"A\",\"textDetLimitSideLen\":8001}       | textDetLimitSideLen | value_error",
        "{\"file\":\"A\",\"textDetLimitSideLen\":-1}         | textDetLimitSideLen | value_error",
        "{\"file\":\"A\",\"textDetLimitSideLen\":64.5}       | textDetLimitSideLen |"
            + " int_from_float",
        "{\"file\":\"A\",\"textDetLimitType\":\"resize\"}    | textDetLimitType    | literal_error",
        "{\"file\":\"A\",\"textDetThresh\":1.1}              | textDetThresh       | value_error",
        "{\"file\":\"A\",\"textDetBoxThresh\":\"high\"}      | textDetBoxThresh    | float_type",
        "{\"file\":\"A\",\"textDetUnclipRatio\":10.1}        | textDetUnclipRatio  | value_error",
        "{\"file\":\"A\",\"textRecScoreThresh\":-0.5}        | textRecScoreThresh  | value_error",
        "{\"file\":\"A\",\"returnWordBox\":\"some\"}         | returnWordBox       | bool_parsing",
        "{\"file\":\"A\",\"useDocUnwarping\":7}              | useDocUnwarping     | bool_parsing",
      })
  void wrongValuesAreNamed(String body, String field, String type) {
    List<ValidationError> errors =
        assertThrows(ValidationException.class, () -> parse(body)).errors();
    assertEquals(1, errors.size(), errors::toString);
    assertEquals(List.of("body", field), errors.get(0).loc());
    assertEquals(type, errors.get(0).type());
  }

  @Test
  void pagesAreNotFlattened() {
    RefusedException e =
        assertThrows(
            RefusedException.class, () -> parse("{\"file\":\"AAAA\",\"useDocUnwarping\":true}"));
    assertTrue(e.getMessage().startsWith("useDocUnwarping cannot be true"), e::getMessage);
  }

  @Test
  void pagesAreTurnedWhereThatIsWanted() {
    assertFalse(parse("{\"file\":\"AAAA\"}").wishes().over(SILENT).upright());
    assertTrue(
        parse("{\"file\":\"AAAA\",\"useDocOrientationClassify\":true}")
            .wishes()
            .over(SILENT)
            .upright());
  }

  private static ClientRequest<ReadingWishes> parse(String body) {
    return ClientRequest.ofOcr(new JsonBody().parse(body.getBytes(StandardCharsets.UTF_8)));
  }
}
