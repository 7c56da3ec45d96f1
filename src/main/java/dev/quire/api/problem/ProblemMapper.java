package dev.quire.api.problem;

import jakarta.ws.rs.WebApplicationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers with a problem whatever a request ends with that no endpoint answers in its own form. */
public class ProblemMapper {

  @ServerExceptionMapper
  RestResponse<Problem> problem(Throwable e) {
    return ErrorCatalog.report(e).problemResponse();
  }

  /** The framework would answer these itself. */
  @ServerExceptionMapper
  RestResponse<Problem> framework(WebApplicationException e) {
    return problem(e);
  }
}
