package dev.quire.api.doors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.doors.Told.OfPage;
import dev.quire.api.doors.Told.Region;
import dev.quire.bulk.BulkJob;
import dev.quire.bulk.BulkListener;
import dev.quire.bulk.BulkReport;
import dev.quire.bulk.BulkSettings;
import dev.quire.bulk.BulkWork;
import dev.quire.bulk.Counts;
import dev.quire.bulk.ResultNames;
import dev.quire.bulk.Shard;
import dev.quire.client.FileType;
import dev.quire.client.Input;
import dev.quire.client.InputFiles;
import dev.quire.client.ServiceAddress;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The ways by which a file comes into the service, each asked for the same. */
final class Doors {

  /** Steps that all doors but {@code /analyze} can be asked for. */
  static final String STEPS = "refinement=paddlex&threshold=0.45&nms=false&merge=union&shape=rect";

  private static final String BOUNDARY = "----door";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;

  Doors(URI service) {
    this.service = service;
  }

  /** {@code /v1/layout} in JSON. */
  Told layout(byte[] file, String mediaType, String query) throws Exception {
    HttpResponse<String> response =
        post("/v1/layout?" + query, file, "Content-Type", mediaType, "Accept", "application/json");
    return layout(response);
  }

  /** The same of a file in a form. */
  Told form(byte[] file, String mediaType, String query) throws Exception {
    return layout(
        post(
            "/v1/layout?" + query,
            multipart(file, mediaType),
            "Content-Type",
            "multipart/form-data; boundary=" + BOUNDARY));
  }

  /** {@code /v1/layout} in lines. */
  Told lines(byte[] file, String mediaType, String query) throws Exception {
    HttpResponse<String> response =
        post(
            "/v1/layout?" + query,
            file,
            "Content-Type",
            mediaType,
            "Accept",
            "application/x-ndjson");
    if (response.statusCode() != 200) {
      return problem(response);
    }
    List<OfPage> pages = new ArrayList<>();
    for (String line : response.body().split("\n")) {
      pages.add(page(json.readTree(line)));
    }
    return Told.answered(pages);
  }

  /** {@code /layout-parsing}. */
  Told layoutParsing(byte[] file, int fileType) throws Exception {
    HttpResponse<String> response =
        post(
            "/layout-parsing",
            json.writeValueAsBytes(parsing(file, fileType)),
            "Content-Type",
            "application/json");
    return parsed(response.statusCode(), json.readTree(response.body()));
  }

  /** The same by the Open Inference Protocol. */
  Told infer(byte[] file, int fileType) throws Exception {
    JsonNode answer = inferred(file, fileType);
    JsonNode inner = json.readTree(answer.at("/outputs/0/data/0").textValue());
    int code = inner.get("errorCode").intValue();
    return parsed(code == 0 ? 200 : code, inner);
  }

  /** What the protocol wraps its answer in. */
  JsonNode inferred(byte[] file, int fileType) throws Exception {
    String text = json.writeValueAsString(parsing(file, fileType));
    ObjectNode body = json.createObjectNode();
    body.putArray("inputs")
        .addObject()
        .put("name", "input")
        .put("datatype", "BYTES")
        .putPOJO("shape", List.of(1, 1))
        .putPOJO("data", List.of(text));
    HttpResponse<String> response =
        post(
            "/v2/models/layout-parsing/infer",
            json.writeValueAsBytes(body),
            "Content-Type",
            "application/json");
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return json.readTree(response.body());
  }

  /** {@code /object-detection}. */
  Told objectDetection(byte[] file) throws Exception {
    Map<String, Object> body =
        Map.of(
            "image",
            Base64.getEncoder().encodeToString(file),
            "visualize",
            false,
            "threshold",
            0.45,
            "layoutNms",
            false,
            "layoutMergeBboxesMode",
            "union");
    HttpResponse<String> response =
        post("/object-detection", json.writeValueAsBytes(body), "Content-Type", "application/json");
    JsonNode answer = json.readTree(response.body());
    if (response.statusCode() != 200) {
      return Told.refused(response.statusCode(), answer.get("errorMsg").textValue());
    }
    JsonNode result = answer.get("result");
    return Told.answered(
        List.of(
            OfPage.laidOut(
                regions(result.get("detectedObjects"), "categoryName", "bbox"),
                types(result.path("warnings")))));
  }

  /** {@code /analyze}. */
  Told analyze(byte[] file, String mediaType) throws Exception {
    HttpResponse<String> response =
        post(
            "/analyze",
            multipart(file, mediaType),
            "Content-Type",
            "multipart/form-data; boundary=" + BOUNDARY);
    JsonNode answer = json.readTree(response.body());
    return response.statusCode() == 200
        ? Told.answered(List.of(page(answer)))
        : Told.refused(response.statusCode(), answer.get("message").textValue());
  }

  /** {@code bulk}, of a file in a folder. */
  Told bulk(byte[] file, String name, String query, Path folder) throws Exception {
    Path out = folder.resolve("out.jsonl");
    bulk(file, name, query, folder, out);
    Map<Integer, OfPage> pages = new TreeMap<>();
    for (String text : Files.readAllLines(out)) {
      JsonNode line = json.readTree(text);
      JsonNode problem = line.path("problem");
      if (line.get("page").isNull()) {
        return Told.refused(422, problem.toString());
      }
      pages.put(
          line.get("page").intValue(),
          problem.isMissingNode()
              ? page(line.get("result"))
              : OfPage.faulty(problem.path("detail").textValue()));
    }
    return Told.answered(List.copyOf(pages.values()));
  }

  /** The same, into a file. */
  BulkReport bulk(byte[] file, String name, String query, Path folder, Path out) throws Exception {
    BulkWork layouts = BulkWork.layouts(new Documents(DocumentSettings.defaults()));
    return bulk(file, name, query, folder, out, layouts);
  }

  /** Whatever is made of the file. */
  BulkReport bulk(byte[] file, String name, String query, Path folder, Path out, BulkWork work)
      throws Exception {
    Path input = folder.resolve(name);
    Files.write(input, file);
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
      parameters.add(ServiceAddress.parameter(parameter));
    }
    ServiceAddress address =
        new ServiceAddress(
            ServiceAddress.parse(service.getHost() + ":" + service.getPort()),
            parameters,
            Map.of());
    Duration minute = Duration.ofMinutes(1);
    return new BulkJob(
            new InputFiles(List.of(Input.parse(input.toString()))),
            new ResultNames(Optional.of(folder)),
            Shard.all(),
            work,
            new BulkSettings(4, 1 << 26, 2, 2, minute, Duration.ofMillis(50), minute, false),
            new Silent())
        .run(out, () -> address);
  }

  /** A body to any path. */
  HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
    return http.send(
        HttpRequest.newBuilder(service.resolve(path))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** A type that the service takes. */
  static String mediaType(byte[] file) {
    FileType type = FileType.of(file);
    return type == FileType.UNKNOWN ? "image/png" : type.mediaType();
  }

  private Told layout(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      return problem(response);
    }
    JsonNode answer = json.readTree(response.body());
    return Told.answered(
        answer.has("pages") ? list(answer.get("pages"), this::page) : List.of(page(answer)));
  }

  private Told problem(HttpResponse<String> response) throws IOException {
    return Told.refused(
        response.statusCode(), json.readTree(response.body()).path("detail").asText());
  }

  private OfPage page(JsonNode page) {
    return page.has("error")
        ? OfPage.faulty(page.get("error").get("detail").textValue())
        : OfPage.laidOut(
            regions(page.get("regions"), "label", "box"), types(page.path("warnings")));
  }

  private static Map<String, Object> parsing(byte[] file, int fileType) {
    return Map.of(
        "file",
        Base64.getEncoder().encodeToString(file),
        "fileType",
        fileType,
        "visualize",
        false,
        "layoutThreshold",
        0.45,
        "layoutNms",
        false,
        "layoutMergeBboxesMode",
        "union",
        "layoutShapeMode",
        "rect");
  }

  private Told parsed(int status, JsonNode answer) {
    if (status != 200) {
      return Told.refused(status, answer.get("errorMsg").textValue());
    }
    return Told.answered(
        list(
            answer.at("/result/layoutParsingResults"),
            page ->
                OfPage.laidOut(
                    regions(page.at("/prunedResult/layout_det_res/boxes"), "label", "coordinate"),
                    types(page.at("/prunedResult/warnings")))));
  }

  private static List<Region> regions(JsonNode regions, String label, String box) {
    return list(
        regions,
        region ->
            new Region(
                region.get(label).textValue(),
                region.get("score").doubleValue(),
                list(region.get(box), JsonNode::doubleValue)));
  }

  private static List<String> types(JsonNode warnings) {
    return list(warnings, warning -> warning.get("type").textValue());
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    return StreamSupport.stream(array.spliterator(), false).map(element).toList();
  }

  private static byte[] multipart(byte[] file, String mediaType) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"page\"\r\n"
                .formatted(BOUNDARY)
            + "Content-Type: %s\r\n\r\n".formatted(mediaType);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(file);
    out.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static final class Silent implements BulkListener {

    @Override
    public Duration interval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void standing(Counts counts) {
      // not shown
    }

    @Override
    public void warning(String text) {
      throw new AssertionError(text);
    }
  }
}
