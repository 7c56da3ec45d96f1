package dev.quire.api.paddlex;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says that its file is. PaddleX goes by it; here it must be said as there, and the
 * file's contents decide, as at every endpoint.
 */
public enum FileType {
  /** {@code fileType} 0. */
  PDF,
  /** {@code fileType} 1. */
  IMAGE;

  private static final Set<String> IMAGE_ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "webp", "tif", "tiff", "gif");

  /** The type that a URL's path ends like, if it is one of both; the query does not count. */
  public static Optional<FileType> ofUrl(String url) {
    String ending = ending(url);
    if (ending.equals("pdf")) {
      return Optional.of(PDF);
    }
    return IMAGE_ENDINGS.contains(ending) ? Optional.of(IMAGE) : Optional.empty();
  }

  private static String ending(String url) {
    try {
      String path = new URI(url).getPath();
      if (path == null) {
        return "";
      }
      String name = path.substring(path.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
