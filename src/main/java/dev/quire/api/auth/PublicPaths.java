package dev.quire.api.auth;

import java.util.List;
import java.util.Set;

/**
 * The paths that are open where the API is not: the web page's files, the documentation, and the
 * probes of orchestrators. Whatever is not named here needs a key.
 */
final class PublicPaths {

  private static final Set<String> FILES =
      Set.of("/", "/index.html", "/quire.css", "/favicon.svg", "/health");

  private static final List<String> FOLDERS =
      List.of("/js/", "/sample/", "/v2/health/", "/q/health/", "/q/openapi/", "/q/swagger-ui/");

  private PublicPaths() {}

  /**
   * @param path as routes are matched with it: normalized
   */
  static boolean contains(String path) {
    return FILES.contains(path)
        || FOLDERS.stream()
            .anyMatch(folder -> path.startsWith(folder) || isFolderItself(folder, path));
  }

  private static boolean isFolderItself(String folder, String path) {
    return path.length() == folder.length() - 1 && folder.startsWith(path);
  }
}
