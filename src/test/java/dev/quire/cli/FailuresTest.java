package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.EngineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "fail")
  private static final class FailingCommand extends Subcommand {

    private final Exception failure;
    private final boolean reading;

    FailingCommand(Exception failure, boolean reading) {
      this.failure = failure;
      this.reading = reading;
    }

    @Override
    void run(PrintWriter out) throws Exception {
      out.println("begun");
      if (reading) {
        read(this::fail);
      }
      fail();
    }

    private Void fail() throws Exception {
      throw failure;
    }
  }

  @Test
  void whatAUserCanActOnIsOneLine() {
    assertEquals(1, run(new EngineException("no model\n  in the folder \n"), false));

    assertEquals("no model; in the folder", err.toString().strip());
    assertEquals("begun", out.toString().strip());
  }

  @Test
  void ofAFaultItIsPrintedWhereItComesFrom() {
    assertEquals(1, run(new IOException("cut off"), false));

    assertTrue(err.toString().startsWith("java.io.IOException: cut off"), err::toString);
    assertTrue(err.toString().contains("FailuresTest"), err::toString);
  }

  @Test
  void anOptionThatMakesNoSenseIsExplainedWithTheUsage() {
    assertEquals(2, run(new IllegalArgumentException("soon is no time"), true));

    assertTrue(err.toString().startsWith("soon is no time"), err::toString);
    assertTrue(err.toString().contains("Usage: fail [-hV]"), err::toString);
  }

  /** Only while options are read is it the user's doing. */
  @Test
  void anIllegalArgumentLaterIsAFault() {
    assertEquals(1, run(new IllegalArgumentException("null"), false));

    assertTrue(err.toString().startsWith("java.lang.IllegalArgumentException"), err::toString);
  }

  private int run(Exception failure, boolean reading) {
    return new CommandLine(new FailingCommand(failure, reading))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(new Failures())
        .execute();
  }
}
