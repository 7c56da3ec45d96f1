package dev.quire.api.intake;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Hands a body that has come in to the endpoint, as it is. */
@Provider
@Consumes(MediaType.WILDCARD)
public class ReceivedBodyReader implements ServerMessageBodyReader<ReceivedBody> {

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo method, MediaType mediaType) {
    return type == ReceivedBody.class;
  }

  @Override
  public ReceivedBody readFrom(
      Class<ReceivedBody> type,
      Type genericType,
      MediaType mediaType,
      ServerRequestContext context) {
    RoutingContext exchange =
        ((ResteasyReactiveRequestContext) context).serverRequest().unwrap(RoutingContext.class);
    RuntimeException refusal = exchange.get(BodyIntake.REFUSAL);
    if (refusal != null) {
      throw refusal;
    }
    return exchange.get(BodyIntake.BODY);
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == ReceivedBody.class;
  }

  @Override
  public ReceivedBody readFrom(
      Class<ReceivedBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream stream) {
    throw new UnsupportedOperationException("Bodies are read by the server's own way only");
  }
}
