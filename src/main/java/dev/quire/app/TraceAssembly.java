package dev.quire.app;

import dev.quire.trace.Traces;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what makes traces. */
class TraceAssembly {

  private static final String SCOPE = "dev.quire";

  @Produces
  @Singleton
  Traces traces(
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled,
      Instance<OpenTelemetry> telemetry) {
    return new Traces(disabled ? Optional.empty() : Optional.of(telemetry.get().getTracer(SCOPE)));
  }
}
