package dev.quire.api.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.bulk.BulkReport;
import dev.quire.bulk.BulkWork;
import dev.quire.bulk.OutputForm;
import dev.quire.bulk.Outputs;
import dev.quire.support.Pdfs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that {@code bulk} reads documents into, by a real service. */
@QuarkusTest
class TextFilesQuarkusTest {

  private static final String QUERY = "text=layer";

  @TestHTTPResource URI service;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "MARKDOWN, text/markdown, .md",
    "TEXT, text/plain, .txt",
    "HOCR, application/xhtml+xml, .hocr",
    "ALTO, application/xml, .alto.xml"
  })
  void aFileIsWhatTheServiceAnswers(OutputForm form, String type, String ending) throws Exception {
    byte[] document = Pdfs.printed(2);
    HttpResponse<String> answer =
        new Doors(service)
            .post("/v1/read?" + QUERY, document, "Content-Type", "application/pdf", "Accept", type);
    assertEquals(200, answer.statusCode(), answer::body);
    assertFalse(answer.body().isBlank());

    assertTrue(bulk(document, form).isFlawless());
    assertEquals(answer.body(), Files.readString(folder.resolve("texts/d.pdf" + ending)));
  }

  @Test
  void pagesOfJsonAreLines() throws Exception {
    assertTrue(bulk(Pdfs.printed(3), OutputForm.JSON).isFlawless());
    List<String> lines = Files.readAllLines(folder.resolve("texts/d.pdf.jsonl"));
    assertEquals(3, lines.size());
    for (int page = 1; page <= 3; page++) {
      JsonNode json = new ObjectMapper().readTree(lines.get(page - 1));
      assertEquals(page, json.path("page").asInt());
      assertFalse(json.path("blocks").isEmpty());
      assertTrue(json.path("timing").isMissingNode());
    }
  }

  private BulkReport bulk(byte[] document, OutputForm form) throws Exception {
    Outputs outputs =
        new Outputs(
            form, Optional.of(folder.resolve("texts")), List.of(Map.entry("text", "layer")));
    return new Doors(service)
        .bulk(
            document, "d.pdf", QUERY, folder, folder.resolve("out.jsonl"), BulkWork.texts(outputs));
  }
}
