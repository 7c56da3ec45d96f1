package dev.quire.cli;

/** For commands that need no service; one that starts it after all is at fault. */
final class NoService implements ServiceHost {

  @Override
  public void serve() {
    throw new AssertionError("No service is wanted");
  }

  @Override
  public OwnService startForMyself() {
    throw new AssertionError("No service is wanted");
  }
}
