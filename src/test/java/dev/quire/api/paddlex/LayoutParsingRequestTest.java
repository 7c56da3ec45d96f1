package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Nms;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.MergeMode;
import dev.quire.task.layout.Merging;
import dev.quire.task.layout.Refinement;
import dev.quire.task.layout.ShapeMode;
import dev.quire.task.layout.Unclip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutParsingRequestTest {

  private static final LayoutParameters SILENT =
      new LayoutParameters(0.3, Nms.off(), Set.of("table")).withRefinement(Refinement.PADDLEX);

  @Test
  void everyFieldOfLayoutIsRead() {
    ClientRequest<ParsingWishes> request =
        parse(
            """
            {"file": "AAAA", "fileType": 0, "useLayoutDetection": true, "layoutThreshold": 0.25,
             "layoutNms": true, "layoutUnclipRatio": [1.1, 2], "layoutMergeBboxesMode": "small",
             "layoutShapeMode": "poly", "markdownIgnoreLabels": ["number"], "visualize": false,
             "logId": "mine"}\
            """);

    assertEquals("AAAA", request.file());
    assertEquals(FileType.PDF, request.type());
    assertEquals(Optional.of(List.of("number")), request.wishes().markdownIgnoreLabels());
    assertEquals(Optional.of(false), request.visualize());
    assertEquals(Optional.of("mine"), request.logId());
    LayoutParameters parameters = request.wishes().layout().over(SILENT);
    assertEquals(0.25, parameters.threshold());
    assertEquals(Map.of(), parameters.classThresholds());
    assertTrue(parameters.nms().enabled());
    assertEquals(new Unclip.Everywhere(new Unclip.Ratio(1.1, 2)), parameters.refinement().unclip());
    assertEquals(new Merging.Everywhere(MergeMode.SMALL), parameters.refinement().merging());
    assertEquals(ShapeMode.POLY, parameters.refinement().shape());
    assertEquals(Set.of("table"), parameters.skipOrderLabels());
  }

  @Test
  void wishesByClassHaveClassIdsAsTexts() {
    LayoutParameters parameters =
        parse(
                """
                {"file": "AAAA", "layoutThreshold": {"3": 0.5, "21": 0},
                 "layoutUnclipRatio": {"0": 1.5, "2": [1, 3]},
                 "layoutMergeBboxesMode": {"3": "large", "5": "union"}}\
                """)
            .wishes()
            .layout()
            .over(SILENT);

    assertEquals(Map.of(3, 0.5, 21, 0.0), parameters.classThresholds());
    assertEquals(0.5, parameters.threshold(), "what PaddleX takes for the other classes");
    assertEquals(
        new Unclip.PerClass(Map.of(0, new Unclip.Ratio(1.5, 1.5), 2, new Unclip.Ratio(1, 3))),
        parameters.refinement().unclip());
    assertEquals(
        new Merging.PerClass(Map.of(3, MergeMode.LARGE, 5, MergeMode.UNION)),
        parameters.refinement().merging());
  }

  @Test
  void aRequestThatWantsNothingChangesNothing() {
    ClientRequest<ParsingWishes> request =
        parse(
            """
            {"file": "AAAA", "layoutThreshold": null, "layoutNms": null, "visualize": null,
             "layoutShapeMode": null, "fileType": null, "logId": null}\
            """);
    assertEquals(SILENT, request.wishes().layout().over(SILENT));
    assertEquals(Optional.empty(), request.visualize());
    assertEquals(Optional.empty(), request.fileType());
    assertEquals(Optional.empty(), request.logId());
  }

  @Test
  void whatConcernsReadingIsIgnored() {
    ClientRequest<ParsingWishes> request =
        parse(
            """
            {"file": "AAAA", "useDocOrientationClassify": false, "useSealRecognition": true,
             "textDetThresh": "whatever", "topP": 7, "vlmExtraArgs": {}, "promptLabel": "ocr",
             "somethingNew": [1, 2]}\
            """);
    assertEquals(SILENT, request.wishes().layout().over(SILENT));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "'\"Yes\"',true", "1,true", "false,false", "'\"off\"',false", "0,false"})
  void truthValuesAreReadAsPydanticReadsThem(String json, boolean expected) {
    assertEquals(
        Optional.of(expected), parse("{\"file\":\"AAAA\",\"visualize\":" + json + "}").visualize());
  }

  @Test
  void numbersMayStandInTexts() {
    assertEquals(
        0.5,
        parse("{\"file\":\"AAAA\",\"layoutThreshold\":\"0.5\"}")
            .wishes()
            .layout()
            .over(SILENT)
            .threshold());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                             | file                  | missing",
        "{\"file\":null}                                | file                  | string_type",
        "{\"file\":7}                                   | file                  | string_type",
        "{\"file\":\"A\",\"fileType\":2}                | fileType              | literal_error",
        "{\"file\":\"A\",\"fileType\":\"1\"}            | fileType              | literal_error",
        "{\"file\":\"A\",\"visualize\":\"perhaps\"}     | visualize             | bool_parsing",
        "{\"file\":\"A\",\"layoutNms\":2}               | layoutNms             | bool_parsing",
        "{\"file\":\"A\",\"layoutThreshold\":1.01}      | layoutThreshold       | value_error",
        "{\"file\":\"A\",\"layoutThreshold\":-0.1}      | layoutThreshold       | value_error",
        "{\"file\":\"A\",\"layoutThreshold\":true}      | layoutThreshold       | float_type",
        "{\"file\":\"A\",\"layoutThreshold\":\"NaN\"}   | layoutThreshold       | float_type",
        "{\"file\":\"A\",\"layoutThreshold\":1e400}     | layoutThreshold       | float_type",
        "{\"file\":\"A\",\"layoutThreshold\":[0.5]}     | layoutThreshold       | float_type",
        "{\"file\":\"A\",\"layoutThreshold\":{\"x\":1}} | layoutThreshold       | int_parsing",
        "{\"file\":\"A\",\"layoutThreshold\":{\"1\":2}} | layoutThreshold       | value_error",
        "{\"file\":\"A\",\"layoutUnclipRatio\":0}       | layoutUnclipRatio     | value_error",
        "{\"file\":\"A\",\"layoutUnclipRatio\":[1]}     | layoutUnclipRatio     | value_error",
        "{\"file\":\"A\",\"layoutUnclipRatio\":[1,-1]}  | layoutUnclipRatio     | value_error",
        "{\"file\":\"A\",\"layoutUnclipRatio\":{\"1\":\"a\"}} | layoutUnclipRatio | float_type",
        "{\"file\":\"A\",\"layoutMergeBboxesMode\":\"big\"} | layoutMergeBboxesMode |"
            + " literal_error",
        "{\"file\":\"A\",\"layoutMergeBboxesMode\":{\"1\":2}} | layoutMergeBboxesMode |"
            + " literal_error",
        "{\"file\":\"A\",\"layoutShapeMode\":\"round\"} | layoutShapeMode       | literal_error",
        "{\"file\":\"A\",\"markdownIgnoreLabels\":\"a\"} | markdownIgnoreLabels | list_type",
        "{\"file\":\"A\",\"markdownIgnoreLabels\":[1]}  | markdownIgnoreLabels  | string_type",
        "{\"file\":\"A\",\"logId\":1}                   | logId                 | string_type",
      })
  void wrongValuesAreNamed(String body, String field, String type) {
    List<ValidationError> errors = errors(body);
    assertEquals(1, errors.size(), errors::toString);
    assertEquals(List.of("body", field), errors.get(0).loc());
    assertEquals(type, errors.get(0).type());
  }

  @Test
  void allErrorsAreToldAtOnce() {
    List<ValidationError> errors = errors("{\"layoutThreshold\":7,\"visualize\":\"no way\"}");
    assertEquals(
        List.of("file", "layoutThreshold", "visualize"),
        errors.stream().map(error -> error.loc().get(1)).toList());
  }

  @Test
  void noMoreOfTheInputComesBackThanAMessageCarries() {
    String file = "A".repeat(1_000_000);
    List<ValidationError> errors =
        errors("{\"file\":\"" + file + "\",\"layoutThreshold\":\"" + file + "\"}");
    assertTrue(
        errors.toString().length() < 1_000, () -> errors.toString().length() + " characters");
    List<ValidationError> missing =
        errors("{\"fil\":\"" + file + "\",\"x\":[" + "1,".repeat(9_999) + "1]}");
    assertTrue(missing.toString().length() < 1_000, missing::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"file\":}", "{\"file\":\"A\"} more", "nothing", "{'file':1}"})
  void whatIsNoJsonIsSaidToBeNone(String body) {
    ValidationError error = errors(body).get(0);
    assertEquals("body", error.loc().get(0));
    assertEquals(body.isEmpty() ? "missing" : "json_invalid", error.type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"text\"", "7", "null"})
  void whatIsNoObjectIsSaidToBeNone(String body) {
    assertEquals("model_attributes_type", errors(body).get(0).type());
  }

  /** The parser's own words would name its classes. */
  @Test
  void bodiesBeyondTheBoundsAreRefusedInOurWords() {
    String deep = "{\"file\":\"A\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    for (String body : List.of(deep, "{\"x\":" + "1".repeat(65) + "}", "{}{}")) {
      ValidationError error = errors(body).get(0);
      assertEquals("json_invalid", error.type());
      assertFalse(error.toString().contains("com.fasterxml"), error::toString);
      assertFalse(error.toString().contains("Stream"), error::toString);
    }
  }

  @Test
  void bytesThatAreNoCharactersAreNoJson() {
    byte[] body = {0, 0, 0, '{', (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    ValidationException refusal =
        assertThrows(ValidationException.class, () -> new JsonBody().parse(body));
    assertEquals("json_invalid", refusal.errors().get(0).type());
  }

  @Test
  void withoutALayoutNothingWouldBeLeft() {
    RefusedException e =
        assertThrows(
            RefusedException.class,
            () -> parse("{\"file\":\"AAAA\",\"useLayoutDetection\":false}"));
    assertTrue(e.getMessage().startsWith("useLayoutDetection cannot be false"), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x/report.PDF?y=z.png, PDF",
    "http://a.example/page.jpg#top, IMAGE",
    "https://a.example/page.tiff, IMAGE",
    "https://a.example/%E9%A1%B5.webp, IMAGE"
  })
  void aUrlsPathTellsTheType(String url, FileType expected) {
    assertEquals(expected, ofFile(url).type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/",
        "https://a.example/page",
        "https://a.example/page.docx",
        "https://a.example/pdf",
        "https://a.example/x?name=page.jpg",
        "https://a.example/a b.jpg"
      })
  void otherUrlsTellNone(String url) {
    RefusedException e = assertThrows(RefusedException.class, () -> ofFile(url).type());
    assertEquals("Unsupported file type", e.getMessage());
  }

  @Test
  void base64TellsNone() {
    RefusedException e = assertThrows(RefusedException.class, () -> ofFile("AAAA").type());
    assertEquals("File type cannot be determined", e.getMessage());
  }

  private static ClientRequest<ParsingWishes> ofFile(String file) {
    return parse("{\"file\":\"" + file + "\"}");
  }

  private static ClientRequest<ParsingWishes> parse(String body) {
    return ClientRequest.ofLayoutParsing(
        new JsonBody().parse(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<ValidationError> errors(String body) {
    return assertThrows(ValidationException.class, () -> parse(body)).errors();
  }
}
