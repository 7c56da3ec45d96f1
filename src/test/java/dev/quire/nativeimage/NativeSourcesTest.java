package dev.quire.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.nativeimage.NativeConfig.Registered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Quarkus hands to GraalVM, where it has been made. */
class NativeSourcesTest {

  private static final Path SOURCES = Path.of("target/native-sources");
  private static final String CONFIG = "META-INF/native-image/";

  /** Jars and files whose configuration is passed over, one pair after the other. */
  private static final Pattern EXCLUDED = Pattern.compile("--exclude-config (\\S+) (\\S+)");

  @BeforeAll
  static void isBuilt() {
    assumeTrue(
        Files.exists(SOURCES),
        SOURCES + " is not built: what native-image would be given is not checked");
  }

  @Test
  void hasTheServicesConfiguration() throws IOException {
    List<String> entries = entries(runner());

    for (String file :
        List.of(
            "reflect-config.json",
            "jni-config.json",
            "resource-config.json",
            "native-image.properties")) {
      assertTrue(entries.contains(NativeConfig.FOLDER + file), file);
    }
  }

  @Test
  void canDoWhatTheServiceDoes() throws IOException {
    String arguments = Files.readString(SOURCES.resolve("native-image.args"));

    assertTrue(arguments.contains("--enable-url-protocols=http,https "), arguments);
    assertTrue(arguments.contains("-H:+AddAllCharsets "), arguments);
  }

  /** They would put native libraries inside that lie beside the executable. */
  @Test
  void noLibraryTakesNativeLibrariesInside() throws IOException {
    String arguments = Files.readString(SOURCES.resolve("native-image.args"));
    List<Pattern[]> excluded = new ArrayList<>();
    Matcher pairs = EXCLUDED.matcher(arguments);
    while (pairs.find()) {
      excluded.add(
          new Pattern[] {Pattern.compile(pairs.group(1)), Pattern.compile(pairs.group(2))});
    }
    List<String> natives = new ArrayList<>();
    List<Pattern> taken = new ArrayList<>();
    for (Path jar : jars()) {
      for (String entry : entries(jar)) {
        if (entry.contains(".so")) {
          natives.add(entry);
        }
        boolean heeded =
            excluded.stream()
                .noneMatch(
                    pair ->
                        pair[0].matcher(jar.toString()).find()
                            && pair[1].matcher("/" + entry).find());
        if (entry.startsWith(CONFIG) && entry.endsWith("resource-config.json") && heeded) {
          taken.addAll(patterns(jar, entry));
        }
      }
    }

    assertFalse(natives.isEmpty());
    assertFalse(taken.isEmpty());
    for (String library : natives) {
      taken.forEach(
          pattern -> assertFalse(pattern.matcher(library).matches(), library + ": " + pattern));
    }
  }

  private static List<Pattern> patterns(Path jar, String entry) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream stream = file.getInputStream(file.getEntry(entry))) {
      return new ObjectMapper()
          .readTree(stream).at("/resources").findValuesAsText("pattern").stream()
              .map(Pattern::compile)
              .toList();
    }
  }

  /**
   * Most answers are registered by Quarkus, which sees them returned; the rest say it themselves.
   */
  @Test
  void everyAnswerIsRegistered() throws IOException {
    Map<String, Registered> registered;
    try (JarFile jar = new JarFile(runner().toFile());
        InputStream stream = jar.getInputStream(jar.getEntry(CONFIG + "reflect-config.json"))) {
      registered = NativeConfig.types(new ObjectMapper().readTree(stream));
    }
    List<String> answers =
        entries(runner()).stream()
            .filter(
                entry ->
                    entry.matches(
                        "dev/quire/api/.*(Answer|Problem|Envelope|Result)(\\$[A-Z]\\w*)*\\.class"))
            .map(entry -> entry.replace(".class", "").replace('/', '.'))
            .filter(NativeSourcesTest::isWritten)
            .toList();

    assertTrue(answers.size() > 20, answers::toString);
    for (String answer : answers) {
      assertTrue(
          Optional.ofNullable(registered.get(answer)).filter(Registered::hasAll).isPresent(),
          answer);
    }
  }

  /** Records that only the service itself passes on have no text made of them. */
  private static boolean isWritten(String name) {
    try {
      return Class.forName(name).isRecord()
          && !name.equals("dev.quire.api.layout.PageResult")
          && !name.startsWith("dev.quire.api.layout.LayoutAnswers$");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nativeLibrariesCanBeLaidBesideIt(@TempDir Path folder) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("deploy/images/unpack-natives", SOURCES.toString(), folder.toString());
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (path, bin) -> bin + ":" + path);
    assertEquals(0, builder.inheritIO().start().waitFor());

    try (Stream<Path> files = Files.walk(folder)) {
      TreeSet<String> found =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString())
              .collect(Collectors.toCollection(TreeSet::new));
      for (String library :
          List.of(
              "onnxruntime/libonnxruntime.so",
              "onnxruntime/libonnxruntime4j_jni.so",
              "javacpp/libjnijavacpp.so",
              "javacpp/libjniopencv_core.so",
              "javacpp/libjniopencv_imgcodecs.so",
              "javacpp/libopenblas.so.0")) {
        assertTrue(found.contains(library), library);
      }
      assertTrue(
          found.stream()
              .anyMatch(name -> name.matches("djl/tokenizers/[^/]+-linux-x86_64/libtokenizers.so")),
          found::toString);
      assertTrue(found.stream().noneMatch(name -> name.contains("paddle")), found::toString);
    }
  }

  private static Path runner() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      List<Path> runners =
          files.filter(file -> file.getFileName().toString().endsWith("-runner.jar")).toList();
      assertEquals(1, runners.size(), runners::toString);
      return runners.get(0);
    }
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve("lib"))) {
      return Stream.concat(Stream.of(runner()), files).toList();
    }
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).toList();
    }
  }
}
