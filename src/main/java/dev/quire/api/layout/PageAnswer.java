package dev.quire.api.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quire.api.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a document: its layout, or what was wrong with it.
 *
 * @param page its number, from 1
 */
@Schema(description = "A page of a document: its layout, or why it has none")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageAnswer(int page, @JsonUnwrapped LayoutAnswer layout, Problem error) {

  static PageAnswer of(int page, LayoutAnswer layout) {
    return new PageAnswer(page, layout, null);
  }

  static PageAnswer failed(int page, Problem error) {
    return new PageAnswer(page, null, error);
  }
}
