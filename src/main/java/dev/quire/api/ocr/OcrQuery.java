package dev.quire.api.ocr;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What a request says beside its body: its query, as it stands there, and its head. */
public final class OcrQuery {

  @Parameter(
      description = "Whose defaults the other parameters have; else the service's",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"paddlex", "paddleocr", "rapidocr"}))
  @RestQuery
  String profile;

  @Parameter(
      description = "The pages of a document that are wanted, such as 1-3,7 or 5-",
      schema = @Schema(type = SchemaType.STRING))
  @RestQuery
  String pages;

  @Parameter(
      name = "limit_side",
      description = "Pixels that a side of the page is limited to before lines are looked for",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "8000"))
  @RestQuery("limit_side")
  String limitSide;

  @Parameter(
      name = "limit_type",
      description = "min enlarges pages whose shorter side is shorter, max reduces longer ones",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"min", "max"}))
  @RestQuery("limit_type")
  String limitType;

  @Parameter(
      description = "The probability that a pixel of text exceeds, 0 to 1",
      schema = @Schema(type = SchemaType.NUMBER))
  @RestQuery
  String threshold;

  @Parameter(
      name = "box_threshold",
      description = "The least mean probability inside a line, 0 to 1",
      schema = @Schema(type = SchemaType.NUMBER))
  @RestQuery("box_threshold")
  String boxThreshold;

  @Parameter(
      description = "How far lines are widened, as the share of area by perimeter, above 0 to 10",
      schema = @Schema(type = SchemaType.NUMBER))
  @RestQuery
  String unclip;

  @Parameter(
      description = "The least score of a line, 0 to 1; others are left out",
      schema = @Schema(type = SchemaType.NUMBER))
  @RestQuery
  String score;

  @Parameter(
      name = "page_orientation",
      description =
          "Whether it is found out how the page stands, and the page turned upright before lines"
              + " are looked for; coordinates stay those of the page that was sent",
      schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
  @RestQuery("page_orientation")
  String pageOrientation;

  @Parameter(
      description = "Whether lines that stand upside down are found out and turned",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @RestQuery
  String orientation;

  @Parameter(
      description = "Whether spaces are put back where the ink has gaps; else as the model needs",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @RestQuery
  String spaces;

  @Parameter(
      description = "Whether the places of words are told",
      schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
  @RestQuery
  String words;

  @Parameter(
      description = "true adds a picture with the lines on it, page one of the bare page",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"true", "false", "page"},
              defaultValue = "false"))
  @RestQuery
  String visualize;

  @HeaderParam(HttpHeaders.CONTENT_TYPE)
  String contentType;

  @Context HttpServerRequest request;
}
