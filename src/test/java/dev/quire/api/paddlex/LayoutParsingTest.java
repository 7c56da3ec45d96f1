package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.document.PageSource;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.queue.Priority;
import dev.quire.queue.RequestRefusedException;
import dev.quire.task.layout.ShapeMode;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request between its body and its answer. */
class LayoutParsingTest {

  private final PaddlexFixture paddlex = new PaddlexFixture();

  @AfterEach
  void close() {
    paddlex.close();
  }

  /** The step is taken again when there is memory, so the body must be there still. */
  @Test
  void aBodyIsReadWhenThereIsMemoryForIt() throws Exception {
    ByteBudget heap = ByteBudget.staged(64 << 20);
    paddlex.withHeap(heap);
    MemoryReservation full = heap.reserve("full", Stage.WORK, heap.ceiling(Stage.WORK));
    CompletableFuture<JsonNode> answer =
        CompletableFuture.supplyAsync(() -> paddlex.layoutParsing(image("")));
    while (heap.waiting() == 0 && !answer.isDone()) {
      Thread.onSpinWait();
    }
    assertFalse(answer.isDone());

    full.close();

    assertEquals(0, answer.get(1, TimeUnit.MINUTES).path("errorCode").intValue());
  }

  @Test
  void theAnswerIsPaddlexs() throws IOException {
    JsonNode answer = paddlex.layoutParsing(image(", \"visualize\": false, \"logId\": \"mine\""));

    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"logId": "mine", "errorCode": 0, "errorMsg": "Success", "result": {
                 "layoutParsingResults": [{
                  "prunedResult": {
                   "page_index": null, "page_count": null, "width": 920, "height": 1300,
                   "model_settings": {
                    "use_doc_preprocessor": false, "use_layout_detection": true,
                    "use_chart_recognition": false, "use_seal_recognition": false,
                    "use_ocr_for_image_block": false, "format_block_content": false,
                    "merge_layout_blocks": false, "return_layout_polygon_points": true,
                    "markdown_ignore_labels": ["number", "footnote", "header", "header_image",
                     "footer", "footer_image", "aside_text"]},
                   "parsing_res_list": [
                    {"block_label": "header", "block_content": "", "block_bbox": [97, 54, 361, 78],
                     "block_id": 0, "block_order": null, "group_id": 0,
                     "block_polygon_points": [[97.5, 54], [361, 54], [361, 78], [97.5, 78]]},
                    {"block_label": "paragraph_title", "block_content": "",
                     "block_bbox": [95, 129, 825, 171], "block_id": 1, "block_order": 1,
                     "group_id": 1,
                     "block_polygon_points": [[95, 129], [825, 129], [825, 171], [95, 171]]},
                    {"block_label": "number", "block_content": "",
                     "block_bbox": [440, 1250, 460, 1270], "block_id": 2, "block_order": null,
                     "group_id": 2,
                     "block_polygon_points": [[440, 1250], [460, 1250], [460, 1270], [440, 1270]]},
                    {"block_label": "text", "block_content": "", "block_bbox": [95, 200, 825, 600],
                     "block_id": 3, "block_order": 2, "group_id": 3,
                     "block_polygon_points": [[95, 200], [825, 210.5], [400, 600]]}],
                   "layout_det_res": {"page_index": null, "boxes": [
                    {"cls_id": 12, "label": "header", "score": 0.91,
                     "coordinate": [97.5, 54, 361, 78], "order": null,
                     "polygon_points": [[97.5, 54], [361, 54], [361, 78], [97.5, 78]]},
                    {"cls_id": 17, "label": "paragraph_title", "score": 0.7884,
                     "coordinate": [95, 129, 825, 171], "order": 1,
                     "polygon_points": [[95, 129], [825, 129], [825, 171], [95, 171]]},
                    {"cls_id": 16, "label": "number", "score": 0.5,
                     "coordinate": [440, 1250, 460, 1270], "order": 2,
                     "polygon_points": [[440, 1250], [460, 1250], [460, 1270], [440, 1270]]},
                    {"cls_id": 22, "label": "text", "score": 0.98,
                     "coordinate": [95, 200, 825, 600.25], "order": 3,
                     "polygon_points": [[95, 200], [825, 210.5], [400, 600]]}]}},
                  "markdown": {"text": "", "images": {}, "isStart": true, "isEnd": true},
                  "outputImages": {}}],
                 "dataInfo": {"width": 920, "height": 1300, "type": "image"}}}\
                """);
    assertEquals(expected, answer);
  }

  @Test
  void picturesComeUnlessTheyAreDeclined() {
    for (String wish : List.of("", ", \"visualize\": null", ", \"visualize\": true")) {
      JsonNode page = page(paddlex.layoutParsing(image(wish)));
      assertEquals("layout of 4", text(page.at("/outputImages/layout_det_res")));
      assertEquals("order", text(page.at("/outputImages/layout_order_res")));
      assertEquals("page", text(page.path("inputImage")));
    }
  }

  @Test
  void theServiceMayWithholdPicturesThatNobodyAskedFor() {
    paddlex.withSettings(new PaddlexSettings(false, 100));
    JsonNode page = page(paddlex.layoutParsing(image("")));
    assertTrue(page.path("outputImages").isObject() && page.path("outputImages").isEmpty());
    assertFalse(page.has("inputImage"));
    assertTrue(page(paddlex.layoutParsing(image(", \"visualize\": true"))).has("inputImage"));
  }

  @Test
  void whoGivesNoIdGetsOne() {
    for (String wish : List.of("", ", \"logId\": null", ", \"logId\": \"\"")) {
      String id = paddlex.layoutParsing(image(wish)).path("logId").textValue();
      assertDoesNotThrow(() -> UUID.fromString(id));
    }
  }

  @Test
  void labelsToIgnoreAreNotNumbered() {
    JsonNode result =
        page(paddlex.layoutParsing(image(", \"markdownIgnoreLabels\": [\"paragraph_title\"]")))
            .path("prunedResult");
    assertEquals(
        "[null, null, 1, 2]", result.path("parsing_res_list").findValues("block_order").toString());
    assertEquals(
        "[\"paragraph_title\"]", result.at("/model_settings/markdown_ignore_labels").toString());
  }

  @Test
  void whereTheRequestIsSilentPaddlexsPipelineHolds() {
    paddlex.layoutParsing(image(""));
    assertEquals(0.3, paddlex.asked.get(0).threshold());
    assertTrue(paddlex.asked.get(0).nms().enabled());
    assertEquals(ShapeMode.AUTO, paddlex.asked.get(0).refinement().shape());

    paddlex.layoutParsing(image(", \"layoutThreshold\": 0.9, \"layoutShapeMode\": \"rect\""));
    assertEquals(0.9, paddlex.asked.get(1).threshold());
    assertEquals(ShapeMode.RECT, paddlex.asked.get(1).refinement().shape());
  }

  @Test
  void urlsAreFetchedAndTellTheirType() {
    JsonNode answer = paddlex.layoutParsing("{\"file\": \"https://files.example/page.png?x=1\"}");
    assertEquals(0, answer.path("errorCode").intValue());
    assertEquals(List.of("https://files.example/page.png?x=1"), paddlex.fetched);
    assertEquals(List.of(PaddlexFixture.FETCHED_BYTES), paddlex.bodyBytes);
    assertEquals(0, paddlex.heap.reserved());
  }

  @Test
  void whatCannotBeServedIsSaid() {
    assertFailure(422, "File type cannot be determined", "{\"file\": \"AAAA\"}");
    assertFailure(422, "Unsupported file type", "{\"file\": \"https://files.example/a.mp4\"}");
    assertFailure(
        422,
        "The file is neither Base64 nor an http or https URL",
        "{\"file\": \"page.jpg\", \"fileType\": 1}");
    assertEquals(List.of(), paddlex.fetched);
  }

  @Test
  void wrongFieldsAreListedAsJson() throws IOException {
    JsonNode answer = paddlex.layoutParsing("{\"fileType\": 3}");
    assertEquals(422, answer.path("errorCode").intValue());
    assertFalse(answer.has("result"));
    JsonNode errors = new ObjectMapper().readTree(answer.path("errorMsg").textValue());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                [{"type": "missing", "loc": ["body", "file"], "msg": "Field required",
                  "input": {"fileType": 3}},
                 {"type": "literal_error", "loc": ["body", "fileType"],
                  "msg": "Input should be 0 or 1", "input": 3}]\
                """),
        errors);
  }

  @Test
  void aDocumentsPagesComeInOrder() {
    Laid laid = new Laid(8);
    paddlex.withLayouts(laid::page);

    JsonNode result = document(30, ", \"visualize\": false").path("result");

    List<Integer> widths = new ArrayList<>();
    result
        .path("layoutParsingResults")
        .forEach(page -> widths.add(page.at("/prunedResult/width").intValue()));
    assertEquals(IntStream.rangeClosed(1, 30).boxed().toList(), widths);
    assertEquals("pdf", result.at("/dataInfo/type").textValue());
    assertEquals(30, result.at("/dataInfo/numPages").intValue());
    assertEquals("{\"width\":30,\"height\":7}", result.at("/dataInfo/pages/29").toString());
    assertEquals(8, laid.most.get(), "pages at once");
  }

  /** What the file is its contents decide; fileType must be there and may be wrong. */
  @Test
  void anImageIsAnImageAndADocumentADocumentWhateverFileTypeSays() {
    JsonNode image =
        paddlex.layoutParsing("{\"file\": \"" + PaddlexFixture.IMAGE + "\", \"fileType\": 0}");
    assertEquals("image", image.at("/result/dataInfo/type").textValue());

    String pdf = PaddlexFixture.base64(pdf(2));
    JsonNode document = paddlex.layoutParsing("{\"file\": \"" + pdf + "\", \"fileType\": 1}");
    assertEquals("pdf", document.at("/result/dataInfo/type").textValue());
    assertEquals(2, document.at("/result/layoutParsingResults").size());
  }

  /** Who knows only files of one picture finds the first where it always is. */
  @Test
  void allPicturesOfAFileAreAnswered() throws IOException {
    paddlex.withLayouts(new Laid(1)::page);

    JsonNode result = tiff("").path("result");

    assertEquals(
        List.of(1, 2, 3), result.findValues("prunedResult").stream().map(this::width).toList());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"width": 1, "height": 7, "numPages": 3,
                 "pages": [{"width": 1, "height": 7}, {"width": 2, "height": 7},
                  {"width": 3, "height": 7}],
                 "type": "image"}\
                """),
        result.path("dataInfo"));
    assertEquals(
        List.of(Priority.INTERACTIVE, Priority.BULK, Priority.BULK),
        paddlex.priorities.stream().sorted().toList());
  }

  @Test
  void picturesOfTooManyPagesAreRefusedToo() {
    paddlex.withLayouts(new Laid(1)::page);
    paddlex.withSettings(new PaddlexSettings(false, 2));
    assertEquals(
        "The document has 3 pages; at most 2 are taken at once",
        tiff("").path("errorMsg").textValue());
  }

  @Test
  void whatAPageDoesNotShowFaithfullyStandsInItsPrunedResult() throws IOException {
    Answered page =
        PaddlexFixture.answered(5, 7, List.of(), List.of(new PageWarning(Kind.DAMAGED, "D")));
    paddlex.withLayouts(
        source ->
            Uni.createFrom().item(source.identity().endsWith("/2") ? page : PaddlexFixture.PAGE));

    JsonNode pages = document(2, "").at("/result/layoutParsingResults");

    assertFalse(pages.at("/0/prunedResult").has("warnings"));
    assertEquals(
        new ObjectMapper().readTree("[{\"type\": \"damaged\", \"detail\": \"D\"}]"),
        pages.at("/1/prunedResult/warnings"));
  }

  private int width(JsonNode prunedResult) {
    return prunedResult.path("width").intValue();
  }

  private JsonNode tiff(String wishes) {
    return paddlex.layoutParsing(
        "{\"file\": \"%s\", \"fileType\": 1%s}"
            .formatted(PaddlexFixture.base64(PaddlexFixture.tiff(3)), wishes));
  }

  @Test
  void furtherPagesGiveWay() {
    document(3, ", \"visualize\": false");

    assertEquals(
        List.of(Priority.INTERACTIVE, Priority.BULK, Priority.BULK),
        paddlex.priorities.stream().sorted().toList());
  }

  @Test
  void aBusyServiceIsAskedAgainForPagesOfADocument() {
    Laid laid = new Laid(1);
    AtomicInteger refused = new AtomicInteger();
    paddlex.withLayouts(
        page ->
            Uni.createFrom()
                .deferred(
                    () ->
                        refused.incrementAndGet() % 3 == 1
                            ? Uni.createFrom()
                                .failure(
                                    new RequestRefusedException(
                                        RequestRefusedException.Reason.QUEUE_FULL, Duration.ZERO))
                            : laid.page(page)));
    assertEquals(6, document(6, "").at("/result/dataInfo/numPages").intValue());
    assertTrue(refused.get() > 6);
  }

  @Test
  void aSinglePageIsRefusedAtOnceByABusyService() {
    paddlex.withLayouts(
        page ->
            Uni.createFrom()
                .failure(
                    new RequestRefusedException(
                        RequestRefusedException.Reason.QUEUE_FULL, Duration.ZERO)));
    assertFailure(503, "The queue is full", image(""));
  }

  @Test
  void documentsOfTooManyPagesAreRefused() {
    paddlex.withSettings(new PaddlexSettings(false, 2));
    JsonNode answer = document(3, "");
    assertEquals(422, answer.path("errorCode").intValue());
    assertEquals(
        "The document has 3 pages; at most 2 are taken at once",
        answer.path("errorMsg").textValue());
  }

  @Test
  void aPageThatFailsEndsTheDocument() {
    paddlex.withLayouts(page -> Uni.createFrom().failure(new RefusedException("no")));
    JsonNode answer = document(3, "");
    assertEquals(422, answer.path("errorCode").intValue());
    assertEquals("no", answer.path("errorMsg").textValue());
  }

  @Test
  void whatNobodyExpectedStaysInside() {
    paddlex.withLayouts(
        page -> {
          throw new IllegalStateException("a secret");
        });
    assertFailure(500, "Internal server error", image(""));
  }

  private void assertFailure(int code, String message, String body) {
    JsonNode answer = paddlex.layoutParsing(body);
    ObjectNode expected = new ObjectMapper().createObjectNode();
    expected.put("errorCode", code).put("errorMsg", message);
    String id = ((ObjectNode) answer).remove("logId").textValue();
    assertDoesNotThrow(() -> UUID.fromString(id));
    assertEquals(expected, answer);
  }

  private static String image(String wishes) {
    return "{\"file\": \"" + PaddlexFixture.IMAGE + "\", \"fileType\": 1" + wishes + "}";
  }

  private static JsonNode page(JsonNode answer) {
    assertEquals(0, answer.path("errorCode").intValue(), answer::toString);
    return answer.at("/result/layoutParsingResults/0");
  }

  private static String text(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.textValue()), StandardCharsets.UTF_8);
  }

  private JsonNode document(int pages, String wishes) {
    return paddlex.layoutParsing(
        "{\"file\": \"%s\", \"fileType\": 0%s}"
            .formatted(PaddlexFixture.base64(pdf(pages)), wishes));
  }

  private static byte[] pdf(int pages) {
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        document.addPage(new PDPage(new PDRectangle(20, 20)));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lays pages out as wide as their number, none before so many are being laid out. */
  private static final class Laid {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CompletableFuture<Void> enough = new CompletableFuture<>();
    private final int together;

    Laid(int together) {
      this.together = together;
    }

    Uni<Answered> page(PageSource page) {
      String identity = page.identity();
      int number = Integer.parseInt(identity.substring(identity.indexOf('/') + 1));
      int now = running.incrementAndGet();
      most.accumulateAndGet(now, Math::max);
      if (now == together) {
        enough.complete(null);
      }
      // the last to wait is the first to go on, so that pages end in another order
      return Uni.createFrom()
          .completionStage(
              () ->
                  enough.thenApply(go -> PaddlexFixture.answered(number, 7, List.of(), List.of())))
          .onTermination()
          .invoke(running::decrementAndGet);
    }
  }
}
