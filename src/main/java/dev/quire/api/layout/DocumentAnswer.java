package dev.quire.api.layout;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer for a document.
 *
 * @param pageCount how many pages the document has
 * @param pages those that were asked for, in order
 */
@Schema(description = "The pages of a document, each with its layout or what was wrong with it")
@JsonNaming(SnakeCaseStrategy.class)
public record DocumentAnswer(int pageCount, List<PageAnswer> pages) {}
