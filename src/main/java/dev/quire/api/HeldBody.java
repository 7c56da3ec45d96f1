package dev.quire.api;

import java.io.InputStream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * The body that the framework holds for as long as a request lasts: as the endpoint's argument, and
 * as the stream that this was read from. A page waits for its turn far longer than its body is
 * needed, so that endpoints which have taken it over have the framework let go of it.
 */
public final class HeldBody {

  private HeldBody() {}

  /** Called on the thread and within the call of the endpoint that has the body. */
  public static void letGo() {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    if (request == null) {
      return;
    }
    Object[] arguments = request.getParameters();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof byte[]) {
        arguments[i] = null;
      }
    }
    request.setInputStream(InputStream.nullInputStream());
  }
}
