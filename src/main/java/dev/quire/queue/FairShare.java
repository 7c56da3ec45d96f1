package dev.quire.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who holds how much of a room that is bounded in items and bytes, and whose last item gives way to
 * whom when it is full. A client is below its share while it would hold no more than the bound
 * divided by the clients there are, itself included, in whatever the room is short of.
 *
 * <p>Guarantees: interactive work of a client below its share always finds room, at the cost of the
 * last items of those who hold most; only who is above its share gives; an item of {@link
 * Priority#BULK} takes the reservation of such an item only; above its share, a client's
 * interactive work takes the reservation of its own bulk. Adding and removing take time logarithmic
 * in what is held; {@link #makeRoom} looks at the clients above their share only. Not thread-safe.
 *
 * @param <T> what is held; its client, priority and size must not change while it is here
 */
public final class FairShare<T extends FairShare.Item> {

  /** Something that takes room. */
  public interface Item {

    String client();

    Priority priority();

    /** Never negative. */
    long bytes();
  }

  private final long mostItems;
  private final long mostBytes;
  private final Comparator<? super T> order;
  private final Map<String, Holder> holders = new HashMap<>();
  private final NavigableSet<Holder> byItems =
      new TreeSet<>(
          Comparator.<Holder>comparingInt(holder -> holder.items.size())
              .thenComparing(holder -> holder.client));
  private final NavigableSet<Holder> byBytes =
      new TreeSet<>(
          Comparator.<Holder>comparingLong(holder -> holder.bytes)
              .thenComparing(holder -> holder.client));
  private int size;
  private long bytes;

  /** What one client has. */
  private final class Holder {
    private final String client;
    private final NavigableSet<T> items;
    private long bytes;

    Holder(String client) {
      this.client = client;
      this.items =
          new TreeSet<>(Comparator.<T, Priority>comparing(Item::priority).thenComparing(order));
    }
  }

  /**
   * @param mostItems the bound on items, at least 1
   * @param mostBytes the bound on bytes, at least 1
   * @param order a total order, in which the first of a client's items of one priority is the last
   *     to give way
   */
  public FairShare(long mostItems, long mostBytes, Comparator<? super T> order) {
    if (mostItems < 1 || mostBytes < 1) {
      throw new IllegalArgumentException(
          "There must be room for an item and a byte, not %d and %d"
              .formatted(mostItems, mostBytes));
    }
    this.mostItems = mostItems;
    this.mostBytes = mostBytes;
    this.order = order;
  }

  /** How many items are held. */
  public int size() {
    return size;
  }

  /** How many bytes are held. */
  public long bytes() {
    return bytes;
  }

  /** Takes an item in, whatever the bounds. */
  public void add(T item) {
    Holder holder = holders.computeIfAbsent(item.client(), Holder::new);
    change(holder, item, 1);
  }

  /** Lets an item go; whether it was here. */
  public boolean remove(T item) {
    Holder holder = holders.get(item.client());
    if (holder == null || !holder.items.contains(item)) {
      return false;
    }
    change(holder, item, -1);
    return true;
  }

  private void change(Holder holder, T item, int by) {
    byItems.remove(holder);
    byBytes.remove(holder);
    if (by > 0) {
      holder.items.add(item);
    } else {
      holder.items.remove(item);
    }
    holder.bytes += by * item.bytes();
    size += by;
    bytes += by * item.bytes();
    if (holder.items.isEmpty()) {
      holders.remove(holder.client);
    } else {
      byItems.add(holder);
      byBytes.add(holder);
    }
  }

  /**
   * What would have to go for a newcomer that is not here yet. Changes nothing.
   *
   * @return nothing while there is room; empty if the newcomer has to be refused
   */
  public Optional<List<T>> makeRoom(Item newcomer) {
    Need need = new Need(newcomer);
    if (need.isMet()) {
      return Optional.of(List.of());
    }
    boolean found = need.isBelowItsShare() ? need.takeFromOthers() : need.takeFromItself();
    return found ? Optional.of(need.victims) : Optional.empty();
  }

  /** What a newcomer is short of, and what has been found for it so far. */
  private final class Need {
    private final Item newcomer;
    private final Holder own;
    private final long itemShare;
    private final long byteShare;
    private final List<T> victims = new ArrayList<>(1);
    private final Map<Holder, Loss> losses = new HashMap<>();
    private long items;
    private long missing;

    Need(Item newcomer) {
      this.newcomer = newcomer;
      own = holders.get(newcomer.client());
      int clients = holders.size() + (own == null ? 1 : 0);
      itemShare = mostItems / clients;
      byteShare = mostBytes / clients;
      items = size + 1 - mostItems;
      missing = bytes + newcomer.bytes() - mostBytes;
    }

    boolean isMet() {
      return items <= 0 && missing <= 0;
    }

    boolean isBelowItsShare() {
      long ownItems = own == null ? 0 : own.items.size();
      long ownBytes = own == null ? 0 : own.bytes;
      return (items <= 0 || ownItems + 1 <= itemShare)
          && (missing <= 0 || ownBytes + newcomer.bytes() <= byteShare);
    }

    boolean takeFromOthers() {
      while (!isMet()) {
        Loss greediest = items > 0 ? greediest(byItems) : greediest(byBytes);
        if (greediest == null) {
          return false;
        }
        give(greediest);
      }
      return true;
    }

    /** Its own bulk, for its interactive work. */
    boolean takeFromItself() {
      if (own == null || newcomer.priority() == Priority.BULK) {
        return false;
      }
      Loss loss = new Loss(own);
      while (!isMet() && loss.next != null && loss.next.priority() == Priority.BULK) {
        give(loss);
      }
      return isMet();
    }

    /** The client that holds most above its share, and has something to give. */
    private Loss greediest(NavigableSet<Holder> most) {
      Loss greediest = null;
      for (Holder holder : most.descendingSet()) {
        long held = most == byItems ? holder.items.size() : holder.bytes;
        long share = most == byItems ? itemShare : byteShare;
        if (held <= share || greediest != null && held <= greediest.held(most)) {
          break;
        }
        Loss loss = losses.computeIfAbsent(holder, Loss::new);
        if (holder != own
            && loss.held(most) > share
            && loss.mayGive(newcomer.priority())
            && (greediest == null || loss.held(most) > greediest.held(most))) {
          greediest = loss;
        }
      }
      return greediest;
    }

    private void give(Loss loss) {
      T victim = loss.take();
      victims.add(victim);
      items--;
      missing -= victim.bytes();
    }
  }

  /** What a client gives, the last first. */
  private final class Loss {
    private final Iterator<T> rest;
    private T next;
    private long items;
    private long bytes;

    Loss(Holder holder) {
      rest = holder.items.descendingIterator();
      next = rest.next();
      items = holder.items.size();
      bytes = holder.bytes;
    }

    long held(NavigableSet<Holder> what) {
      return what == byItems ? items : bytes;
    }

    boolean mayGive(Priority to) {
      return next != null && (to == Priority.INTERACTIVE || next.priority() == Priority.BULK);
    }

    T take() {
      T taken = next;
      next = rest.hasNext() ? rest.next() : null;
      items--;
      bytes -= taken.bytes();
      return taken;
    }
  }
}
