package dev.quire.api.read;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /v1/read} for a document. */
@Schema(description = "The pages of a document, in order")
public record ReadDocumentAnswer(
    @JsonProperty("page_count") int pageCount, List<ReadPageAnswer> pages) {}
