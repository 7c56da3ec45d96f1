package dev.quire.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listening sockets that accept what the test gives them. */
class ConnectionGateTest {

  private static final int MOST = 3;

  private final ConnectionGate doors = new ConnectionGate(MOST);
  private final EmbeddedChannel one = new EmbeddedChannel(doors);
  private final EmbeddedChannel other = new EmbeddedChannel(doors);

  @Test
  void nobodyIsLetInWhileThereIsOneTooMany() {
    List<EmbeddedChannel> inside = enter(one, MOST);
    assertTrue(one.config().isAutoRead());

    inside.addAll(enter(one, 2));
    assertFalse(one.config().isAutoRead());
    assertTrue(other.config().isAutoRead());
    inside.addAll(enter(other, 1));
    assertFalse(other.config().isAutoRead(), "those of all doors count together");

    inside.remove(0).close();
    inside.remove(0).close();
    assertFalse(one.config().isAutoRead());
    inside.remove(0).close();
    assertTrue(one.config().isAutoRead());
    assertTrue(other.config().isAutoRead());

    inside.addAll(enter(one, 1));
    assertFalse(one.config().isAutoRead(), "and so again");
  }

  @Test
  void aDoorThatIsGoneIsNotOpenedAgain() {
    List<EmbeddedChannel> inside = enter(one, MOST + 1);
    one.close();

    inside.get(0).close();

    assertFalse(one.config().isAutoRead());
  }

  @Test
  void oneThatHasGoneBeforeItIsLetInIsNotCounted() {
    EmbeddedChannel gone = new EmbeddedChannel();
    gone.close();
    for (int i = 0; i <= MOST; i++) {
      one.writeInbound(gone);
      assertSame(gone, one.readInbound());
    }

    assertTrue(one.config().isAutoRead());
  }

  private static List<EmbeddedChannel> enter(EmbeddedChannel door, int connections) {
    List<EmbeddedChannel> all = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      EmbeddedChannel connection = new EmbeddedChannel();
      door.writeInbound(connection);
      all.add(connection);
    }
    return all;
  }
}
