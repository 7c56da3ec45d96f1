package dev.quire.support;

import dev.quire.api.intake.RequestHold;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A request whose answer is sent when a test says so; its body takes nothing. */
public final class HandHold implements RequestHold {

  private final List<Runnable> whenSent = new CopyOnWriteArrayList<>();

  @Override
  public void shrinkTo(long bytes) {
    // there is no body
  }

  @Override
  public void release() {
    // there is no body
  }

  @Override
  public void whenSent(Runnable step) {
    whenSent.add(step);
  }

  /** The answer has been sent. */
  public void send() {
    whenSent.forEach(Runnable::run);
    whenSent.clear();
  }
}
