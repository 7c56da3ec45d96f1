package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.GraphicsEnvironment;
import org.junit.jupiter.api.Test;

class DrawingTest {

  @Test
  void aJvmCanDraw() {
    assertEquals(Drawing.INCLUDED, Drawing.ofThisProgram());
    assertEquals(Drawing.INCLUDED, Drawing.of(GraphicsEnvironment::isHeadless));
  }

  /** As Quarkus has it in native executables without its extension for AWT. */
  @Test
  void whatIsReplacedByAnExceptionIsLeftOut() {
    assertEquals(
        Drawing.LEFT_OUT,
        Drawing.of(
            () -> {
              throw new UnsupportedOperationException("Add AWT Quarkus extension");
            }));
  }

  @Test
  void otherFailuresAreNotMistakenForIt() {
    assertThrows(
        IllegalStateException.class,
        () ->
            Drawing.of(
                () -> {
                  throw new IllegalStateException("no display");
                }));
  }
}
