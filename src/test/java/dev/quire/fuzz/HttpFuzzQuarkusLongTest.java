package dev.quire.fuzz;

import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;

/** All ten thousand inputs. */
@QuarkusTest
@TestProfile(Simulated.class)
@Tag("long")
class HttpFuzzQuarkusLongTest extends HttpFuzzBase {

  HttpFuzzQuarkusLongTest() {
    super(1);
  }
}
