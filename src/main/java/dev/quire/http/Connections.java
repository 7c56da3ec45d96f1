package dev.quire.http;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The open connections, of which there are so many at most. When all are taken, the one that has
 * been without a request for longest makes room for a new one, so that those who send nothing, or
 * never finish a head, shut nobody out. Thread-safe.
 */
public final class Connections {

  private final int most;
  private final Set<ConnectionTimeouts> open = new LinkedHashSet<>();
  private final Set<ConnectionTimeouts> quiet = new LinkedHashSet<>();

  /**
   * @param most how many connections may be open, at least 1
   */
  public Connections(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("There must be room for a connection, not " + most);
    }
    this.most = most;
  }

  /** How many are open. */
  public synchronized int count() {
    return open.size();
  }

  /**
   * Takes a connection in.
   *
   * @return whether there is room; not if all others have requests
   */
  boolean admit(ConnectionTimeouts guard) {
    ConnectionTimeouts leaving = null;
    synchronized (this) {
      if (open.size() >= most) {
        leaving = quietest();
        if (leaving == null) {
          return false;
        }
      }
      open.add(guard);
      quiet.add(guard);
    }
    if (leaving != null) {
      leaving.makeRoom();
    }
    return true;
  }

  /** Takes out who has been without a request for longest; null if all have one. */
  private ConnectionTimeouts quietest() {
    Iterator<ConnectionTimeouts> longest = quiet.iterator();
    if (!longest.hasNext()) {
      return null;
    }
    ConnectionTimeouts leaving = longest.next();
    longest.remove();
    open.remove(leaving);
    return leaving;
  }

  /** It was to leave, and got a request first: another one leaves, now or when it can. */
  void stays(ConnectionTimeouts guard) {
    ConnectionTimeouts leaving;
    synchronized (this) {
      open.add(guard);
      leaving = open.size() > most ? quietest() : null;
    }
    if (leaving != null) {
      leaving.makeRoom();
    }
  }

  synchronized void hasRequest(ConnectionTimeouts guard) {
    quiet.remove(guard);
  }

  void hasNone(ConnectionTimeouts guard) {
    boolean leaves;
    synchronized (this) {
      leaves = open.size() > most && open.remove(guard);
      if (open.contains(guard)) {
        quiet.add(guard);
      }
    }
    if (leaves) {
      guard.makeRoom();
    }
  }

  synchronized void closed(ConnectionTimeouts guard) {
    open.remove(guard);
    quiet.remove(guard);
  }
}
