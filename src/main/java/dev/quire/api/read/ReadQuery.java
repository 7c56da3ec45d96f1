package dev.quire.api.read;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What a request for reading says in its query, beside how lines are recognised. */
public final class ReadQuery {

  @Parameter(
      description =
          "Where characters come from: a PDF page's text layer (layer), its picture (ocr), or the"
              + " layer where it can be trusted (auto)",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"auto", "layer", "ocr"},
              defaultValue = "auto"))
  @RestQuery
  String text;

  @Parameter(
      name = "writing",
      description =
          "Which way pages are written: from left to right (ltr), from right to left (rtl), in"
              + " columns from the right (vertical), or as each page's lines tell (auto)",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"auto", "ltr", "rtl", "vertical"},
              defaultValue = "auto"))
  @RestQuery("writing")
  String writing;

  @Parameter(
      description = "The form of the answer; else as Accept says",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"json", "markdown", "text", "pdf", "hocr", "alto"}))
  @RestQuery
  String format;

  @Parameter(
      description = "Whether the pictures of figures are in the answer, as JSON or Markdown",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"none", "embedded"},
              defaultValue = "none"))
  @RestQuery
  String images;
}
