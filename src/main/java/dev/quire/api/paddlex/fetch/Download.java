package dev.quire.api.paddlex.fetch;

import dev.quire.api.intake.Gathered;
import dev.quire.api.paddlex.fetch.FetchException.Reason;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One transfer, of which no more is kept than the limit allows. Memory for the length that the host
 * declares is taken before the first byte is read, else in steps as the file grows; while there is
 * none the transfer stands still. Vert.x calls it on one event loop; {@link #file} may be
 * cancelled, and {@link #missed} called, from anywhere.
 */
final class Download {

  private static final int OK = 200;

  /** The first step of a file of undeclared length. */
  private static final int FIRST_STEP = 64 << 10;

  /** What the request itself may hold of its client's half of the memory. */
  private static final int REQUEST_BYTES = 64 << 10;

  /** A file of undeclared length is there as it came, and again as one array. */
  private static final int UNDECLARED_FACTOR = 2;

  private final String host;
  private final int maxBytes;
  private final MemoryReservation held;
  private final CompletableFuture<byte[]> file = new CompletableFuture<>();
  private volatile HttpClientRequest request;
  private volatile boolean waitsForMemory;

  /**
   * @param maxBytes of the file, unless there is less memory for one client
   * @param held nothing yet; not closed here
   */
  Download(String host, int maxBytes, MemoryReservation held) {
    this.host = host;
    this.maxBytes = maxBytes;
    this.held = held;
    file.whenComplete(
        (content, failure) -> {
          HttpClientRequest running = request;
          if (failure != null && running != null) {
            running.reset();
          }
        });
  }

  /** The content, or why there is none. Cancelling it ends the transfer. */
  CompletableFuture<byte[]> file() {
    return file;
  }

  /** The connection stands. */
  void begin(HttpClientRequest connected) {
    request = connected;
    if (file.isDone()) {
      connected.reset();
      return;
    }
    connected.exceptionHandler(this::broke);
    connected.send().onSuccess(this::receive).onFailure(this::broke);
  }

  /** The connection or the transfer failed. */
  void broke(Throwable cause) {
    refuse(Reason.UNREACHABLE, "The host %s cannot be reached, or broke off".formatted(host));
  }

  /** What to say once it has taken too long. */
  RuntimeException missed(Duration timeout) {
    return waitsForMemory
        ? held.exhausted()
        : new FetchException(
            Reason.TIMED_OUT, "The URL gave no file within %d ms".formatted(timeout.toMillis()));
  }

  private void receive(HttpClientResponse response) {
    response.exceptionHandler(this::broke);
    if (response.statusCode() != OK) {
      refuse(Reason.NO_FILE, notAFile(response.statusCode()));
      return;
    }
    OptionalLong declared = declaredLength(response);
    int factor = declared.isPresent() ? 1 : UNDECLARED_FACTOR;
    int most = most(factor);
    if (declared.orElse(0) > most) {
      refuseTooLarge(most);
      return;
    }
    response.pause();
    if (declared.isPresent()) {
      int length = (int) declared.getAsLong();
      // nothing is there yet: the array is made once there is room for it
      whenRoom(length, () -> gather(response, Gathered.ofLength(length), length, length));
    } else {
      int first = Math.min(FIRST_STEP, most);
      whenRoom(first * (long) factor, () -> gather(response, Gathered.ofAnyLength(), first, most));
    }
  }

  /** Most bytes of a file, of which each takes so many bytes of memory. */
  private int most(int factor) {
    // a client may hold half of it, unless it is with one reservation
    long ofClient = held.ceiling() / 2 - REQUEST_BYTES;
    return (int) Math.max(1, Math.min(maxBytes, ofClient / factor));
  }

  private void whenRoom(long bytes, Runnable step) {
    Context context = Vertx.currentContext();
    waitsForMemory = true;
    CompletableFuture<Void> grown = held.growWhenRoom(bytes);
    file.whenComplete((content, failure) -> grown.cancel(false));
    grown.whenComplete(
        (nothing, failure) -> {
          if (failure instanceof MemoryExhaustedException) {
            file.completeExceptionally(failure);
          } else if (failure == null) {
            waitsForMemory = false;
            context.runOnContext(go -> step.run());
          }
        });
  }

  /**
   * @param room bytes of a file that there is memory for
   * @param most bytes of this file
   */
  private void gather(HttpClientResponse response, Gathered gathered, int room, int most) {
    if (file.isDone()) {
      return;
    }
    AtomicInteger granted = new AtomicInteger(room);
    AtomicBoolean whole = new AtomicBoolean();
    response.handler(
        part -> {
          long length = gathered.length() + (long) part.length();
          if (length > most) {
            refuseTooLarge(most);
          } else if (!file.isDone()) {
            gathered.add(part);
            if (length > granted.get()) {
              response.pause();
              int more = (int) Math.min(Math.max(length, 2L * granted.get()), most) - granted.get();
              whenRoom(
                  more * (long) UNDECLARED_FACTOR,
                  () -> {
                    granted.addAndGet(more);
                    response.resume();
                    finish(whole.get(), gathered, granted.get());
                  });
            }
          }
        });
    response.endHandler(
        end -> {
          whole.set(true);
          finish(true, gathered, granted.get());
        });
    response.resume();
  }

  /** Hands it on, once all of it is there and so is its memory. */
  private void finish(boolean whole, Gathered gathered, int room) {
    if (whole && !file.isDone() && gathered.length() <= room) {
      byte[] content = gathered.toBytes();
      held.shrinkTo(content.length);
      file.complete(content);
    }
  }

  private void refuse(Reason reason, String message) {
    file.completeExceptionally(new FetchException(reason, message));
  }

  private void refuseTooLarge(int most) {
    refuse(Reason.TOO_LARGE, "The file of the URL has more than %d bytes".formatted(most));
  }

  private String notAFile(int status) {
    return status >= 300 && status < 400
        ? "The host %s redirects (%d), which is not followed".formatted(host, status)
        : "The host %s answered %d".formatted(host, status);
  }

  private static OptionalLong declaredLength(HttpClientResponse response) {
    try {
      String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
      return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
