package dev.quire.nativeimage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.nativeimage.NativeConfig.Method;
import dev.quire.nativeimage.NativeConfig.Registered;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** GraalVM passes over what it does not find, so that a name with a slip in it would do nothing. */
class MetadataTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of("int", int.class, "long", long.class);

  private final NativeConfig config = NativeConfig.read();

  @Test
  void everyTypeAndMethodExists() {
    Stream.of(config.reflection(), config.jni())
        .flatMap(types -> types.values().stream())
        .forEach(MetadataTest::assertExists);
  }

  private static void assertExists(Registered registered) {
    Class<?> type = assertDoesNotThrow(() -> type(registered.name()));
    for (Method method : registered.methods()) {
      assertDoesNotThrow(
          () -> {
            Class<?>[] parameters = new Class<?>[method.parameters().size()];
            for (int i = 0; i < parameters.length; i++) {
              parameters[i] = type(method.parameters().get(i));
            }
            return method.name().equals("<init>")
                ? type.getDeclaredConstructor(parameters)
                : type.getDeclaredMethod(method.name(), parameters);
          },
          registered.name());
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    if (name.endsWith("[]")) {
      return type(name.substring(0, name.length() - 2)).arrayType();
    }
    return PRIMITIVES.containsKey(name)
        ? PRIMITIVES.get(name)
        : Class.forName(name, false, MetadataTest.class.getClassLoader());
  }

  @Test
  void everyPatternFindsResources() throws IOException {
    List<String> paths = classPath();

    for (Pattern pattern : config.resources()) {
      assertTrue(
          paths.stream().anyMatch(path -> pattern.matcher(path).matches()), pattern::toString);
    }
  }

  /** Only the files of the web page go another way: Quarkus itself takes them. */
  @Test
  void everyResourceOfTheServiceIsTaken() throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      List<String> left =
          files
              .filter(Files::isRegularFile)
              .map(file -> RESOURCES.relativize(file).toString().replace('\\', '/'))
              .filter(path -> !path.startsWith("META-INF/"))
              .filter(path -> !config.hasResource(path))
              .sorted()
              .toList();

      assertEquals(
          List.of(
              "application.properties",
              "golden/README.md",
              "models/page-mini/README.md",
              // Paddle does not run in a native executable
              "models/page-mini/inference.pdiparams",
              "models/page-mini/inference.pdmodel",
              "models/pair-mini/README.md"),
          left);
    }
  }

  /** What is as large as all the rest together comes beside the executable, not inside. */
  @Test
  void noNativeLibraryIsTaken() throws IOException {
    for (String path : classPath()) {
      assertFalse(path.contains(".so") && config.hasResource(path), path);
    }
  }

  @Test
  void whatWaitsForTheRunExists() throws IOException {
    List<String> paths = new ArrayList<>(classPath());
    TreeSet<String> packages = new TreeSet<>();
    ModuleLayer.boot().modules().forEach(module -> packages.addAll(module.getPackages()));

    for (String name : config.initialisedAtRunTime()) {
      String path = name.replace('.', '/');
      boolean library = paths.stream().anyMatch(entry -> entry.startsWith(path + "/"));
      boolean ofJava = packages.stream().anyMatch(p -> p.equals(name) || p.startsWith(name + "."));
      boolean single = MetadataTest.class.getClassLoader().getResource(path + ".class") != null;
      assertTrue(library || ofJava || single, name);
    }
  }

  /** The paths of all that lies on the class path. */
  private static List<String> classPath() throws IOException {
    List<String> paths = new ArrayList<>();
    String classPath = assertNotNullProperty("java.class.path");
    for (String element : classPath.split(File.pathSeparator)) {
      Path path = Path.of(element);
      if (Files.isRegularFile(path)) {
        try (JarFile jar = new JarFile(path.toFile())) {
          jar.stream().map(entry -> entry.getName()).forEach(paths::add);
        }
      } else if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          files.map(file -> path.relativize(file).toString()).forEach(paths::add);
        }
      }
    }
    return paths;
  }

  private static String assertNotNullProperty(String name) {
    String value = System.getProperty(name);
    assertNotNull(value, name);
    return value;
  }
}
