package dev.quire.api.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quire.api.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a document: what it says, or what was wrong with it.
 *
 * @param page its number, from 1
 * @param pageCount how many pages the document has
 */
@Schema(description = "A page of a document: what it says, or why it could not be read")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadPageAnswer(
    int page,
    @JsonProperty("page_count") int pageCount,
    @JsonUnwrapped ReadAnswer read,
    Problem error) {}
