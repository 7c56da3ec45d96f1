package dev.quire.api.layout;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What a request says beside its body: its query, as it stands there, and its head. */
public final class LayoutQuery {

  @Parameter(
      description =
          "Least score of a region, 0 to 1, where classes may differ: 0.4,table:0.6."
              + " The model's own where absent",
      schema = @Schema(type = SchemaType.STRING, example = "0.5"))
  @RestQuery
  String threshold;

  @Parameter(
      description = "Insists on one of the model's resolutions: a square's side, or HEIGHTxWIDTH",
      schema = @Schema(type = SchemaType.STRING, example = "640"))
  @RestQuery
  String resolution;

  @Parameter(
      description = "The pages of a document that are wanted, such as 1-3,7 or 5-",
      schema = @Schema(type = SchemaType.STRING))
  @RestQuery
  String pages;

  @Parameter(
      description =
          "none leaves boxes as the model gives them; paddlex takes PaddleX's further steps: whole"
              + " pixels, no picture of the whole page, outlines, no overlaps",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"none", "paddlex"},
              defaultValue = "none"))
  @RestQuery
  String refinement;

  @Parameter(
      description =
          "Whether of regions that overlap only the likelier stays; else as the model says",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @RestQuery
  String nms;

  @Parameter(
      description =
          "Which of nested regions stay, the outer (large), the inner (small) or both (union); classes"
              + " may differ: table:large,text:small",
      schema = @Schema(type = SchemaType.STRING))
  @RestQuery
  String merge;

  @Parameter(
      description =
          "What boxes are stretched by, 1.1 or WIDTHxHEIGHT; classes may differ:"
              + " 1.05,table:1.1x1.2",
      schema = @Schema(type = SchemaType.STRING))
  @RestQuery
  String unclip;

  @Parameter(
      description =
          "Outlines, of models with masks: none (rect), the smallest turned rectangle (quad), the"
              + " mask's own (poly), or quad where it tells nearly as much (auto)",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"rect", "quad", "poly", "auto"}))
  @RestQuery
  String shape;

  @Parameter(
      description = "true adds a picture with the regions on it, page one of the bare page",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"true", "false", "page"},
              defaultValue = "false"))
  @RestQuery
  String visualize;

  @Parameter(
      description = "A file for other programs instead of this service's JSON",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"json", "coco", "hocr", "alto"},
              defaultValue = "json"))
  @RestQuery
  String format;

  @HeaderParam(HttpHeaders.CONTENT_TYPE)
  String contentType;

  @Context HttpServerRequest request;
}
