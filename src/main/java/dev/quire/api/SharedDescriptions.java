package dev.quire.api;

import dev.quire.api.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the OpenAPI document with what the service's own inference endpoints have in common:
 * the headers of {@link RequestTerms}, that they may be busy, and problems as the content of all
 * errors.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public class SharedDescriptions implements OASFilter {

  private static final Set<String> TAGS = Set.of("Layout", "Similarity");
  private static final String BUSY = "Busy or stopping; Retry-After says when to ask again";
  private static final String PROBLEM = "#/components/schemas/Problem";
  private static final List<Parameter> HEADERS =
      List.of(
          header(
              RequestTerms.TIMEOUT,
              "Milliseconds the answer may take; can shorten the service's timeout only",
              OASFactory.createSchema().addType(SchemaType.INTEGER).minimum(BigDecimal.ONE)),
          header(
              RequestTerms.PRIORITY,
              "bulk gives way to interactive",
              OASFactory.createSchema()
                  .addType(SchemaType.STRING)
                  .enumeration(List.of("interactive", "bulk"))
                  .defaultValue("interactive")),
          header(
              RequestTerms.CLIENT,
              "Who asks; clients share the devices fairly. Without it the address counts",
              OASFactory.createSchema().addType(SchemaType.STRING)));

  @Override
  public Operation filterOperation(Operation operation) {
    if (operation.getRequestBody() != null
        && operation.getTags() != null
        && operation.getTags().stream().anyMatch(TAGS::contains)) {
      HEADERS.forEach(
          header -> operation.addParameter(OASFactory.createParameter().ref(header.getName())));
      APIResponses responses = operation.getResponses();
      responses.addAPIResponse("503", OASFactory.createAPIResponse().description(BUSY));
      responses.getAPIResponses().forEach(SharedDescriptions::describe);
    }
    return operation;
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    HEADERS.forEach(header -> api.getComponents().addParameter(header.getName(), header));
  }

  private static void describe(String status, APIResponse response) {
    if (status.compareTo("400") >= 0) {
      response.setContent(
          OASFactory.createContent()
              .addMediaType(
                  Problem.MEDIA_TYPE,
                  OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
    }
  }

  private static Parameter header(String name, String description, Schema schema) {
    return OASFactory.createParameter()
        .name(name)
        .in(In.HEADER)
        .description(description)
        .schema(schema);
  }
}
