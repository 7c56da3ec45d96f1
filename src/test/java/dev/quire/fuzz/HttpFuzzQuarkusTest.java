package dev.quire.fuzz;

import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Five hundred of the inputs that {@link HttpFuzzQuarkusLongTest} sends. */
@QuarkusTest
@TestProfile(Simulated.class)
class HttpFuzzQuarkusTest extends HttpFuzzBase {

  HttpFuzzQuarkusTest() {
    super(0.05);
  }
}
