package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.FileType;
import java.util.Optional;

/**
 * A file that was read.
 *
 * @param bytes all of it
 * @param type what it is
 */
record FileBody(byte[] bytes, FileType type) {

  static FileBody of(byte[] bytes) {
    return new FileBody(bytes, FileType.of(bytes));
  }

  /** Why no service need be asked. */
  Optional<ObjectNode> problem() {
    if (bytes.length == 0) {
      return Optional.of(Problems.empty());
    }
    return type == FileType.UNKNOWN ? Optional.of(Problems.notAPage()) : Optional.empty();
  }
}
