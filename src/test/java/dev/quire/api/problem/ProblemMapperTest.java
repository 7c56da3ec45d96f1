package dev.quire.api.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.DrawingLeftOutException;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {

  @Test
  void whatTheBuildLeavesOutIsNotImplemented() {
    DrawingLeftOutException leftOut = new DrawingLeftOutException("PDF documents are not read");
    Problem expected =
        new Problem(
            "urn:quire:problem:not-in-this-build",
            "The service was built without this",
            501,
            leftOut.getMessage());

    assertEquals(expected, new ProblemMapper().of(leftOut));
    assertEquals(expected, new ProblemMapper().leftOut(leftOut).getEntity());
  }
}
