package dev.quire.api.layout;

import dev.quire.api.document.PageSource;
import dev.quire.task.layout.PreparedPage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pages that several requests ask for at the same time. Once one of them has prepared the page, all
 * let go of what they were sent: should the first come to nothing, the next goes on with the
 * prepared page. It is kept for as long as somebody asks for it. Thread-safe.
 */
final class SharedPages {

  private final Map<PageKey, Shared> pages = new HashMap<>();

  /** Guarded by {@link #pages}. */
  private static final class Shared {
    private final Set<PageSource> sources = new HashSet<>();
    private PreparedPage page;
  }

  /** Somebody asks for a page. It must {@link #leave} in the end. */
  void enter(PageKey key, PageSource source) {
    boolean prepared;
    synchronized (pages) {
      Shared shared = pages.computeIfAbsent(key, unseen -> new Shared());
      shared.sources.add(source);
      prepared = shared.page != null;
    }
    if (prepared) {
      source.letGo();
    }
  }

  /** The page, once it has been prepared. */
  Optional<PreparedPage> prepared(PageKey key) {
    synchronized (pages) {
      return Optional.ofNullable(pages.get(key)).map(shared -> shared.page);
    }
  }

  /** Somebody who asks for a page has prepared it. */
  void prepared(PageKey key, PreparedPage page) {
    List<PageSource> sources;
    synchronized (pages) {
      Shared shared = pages.get(key);
      if (shared == null) {
        return;
      }
      shared.page = page;
      sources = List.copyOf(shared.sources);
    }
    // letting go frees memory, and whoever has waited for it goes on here: so not within the lock
    sources.forEach(PageSource::letGo);
  }

  /** Somebody does not ask any more; again does nothing. */
  void leave(PageKey key, PageSource source) {
    synchronized (pages) {
      Shared shared = pages.get(key);
      if (shared != null && shared.sources.remove(source) && shared.sources.isEmpty()) {
        pages.remove(key);
      }
    }
  }

  /** How many pages are asked for. */
  int size() {
    synchronized (pages) {
      return pages.size();
    }
  }
}
