package dev.quire.api.ocr;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /v1/ocr} for a document. */
@Schema(description = "The pages of a document, in order")
public record OcrDocumentAnswer(
    @JsonProperty("page_count") int pageCount, List<OcrPageAnswer> pages) {}
