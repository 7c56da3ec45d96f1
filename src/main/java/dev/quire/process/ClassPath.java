package dev.quire.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where another JVM finds the classes that this one runs: on its own class path, in the folders of
 * a packaged service, or, while the service is being developed, where its class loader reads.
 */
final class ClassPath {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private final Class<?> anchor;

  /**
   * @param anchor a class of the service
   */
  ClassPath(Class<?> anchor) {
    this.anchor = anchor;
  }

  /** In the form of the option {@code -cp}. */
  String find() throws IOException {
    Path own = path(anchor.getProtectionDomain().getCodeSource().getLocation());
    Path packaged = own.resolveSibling("../lib").normalize();
    if (Files.isDirectory(packaged.resolve("main")) && Files.isRegularFile(own)) {
      return String.join(
          File.pathSeparator,
          own.toString(),
          packaged.resolve("main") + "/*",
          packaged.resolve("boot") + "/*");
    }
    String classPath = System.getProperty("java.class.path");
    if (List.of(classPath.split(File.pathSeparator)).contains(own.toString())) {
      return classPath;
    }
    Set<String> roots = new LinkedHashSet<>();
    roots.add(own.toString());
    for (URL manifest : Collections.list(anchor.getClassLoader().getResources(MANIFEST))) {
      roots.add(root(manifest).toString());
    }
    return String.join(File.pathSeparator, roots);
  }

  /** The jar, or the folder, that a manifest lies in. */
  private static Path root(URL manifest) throws IOException {
    String spec = manifest.toString();
    if (!manifest.getProtocol().equals("jar")) {
      return path(manifest).getParent().getParent();
    }
    String jar = spec.substring("jar:".length(), spec.lastIndexOf("!/"));
    return path(URI.create(jar).toURL());
  }

  private static Path path(URL location) throws IOException {
    try {
      return Path.of(location.toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("The classes at %s have no path".formatted(location), e);
    }
  }
}
