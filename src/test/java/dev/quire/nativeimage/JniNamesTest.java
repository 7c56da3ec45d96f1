package dev.quire.nativeimage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.nativeimage.NativeConfig.Method;
import dev.quire.nativeimage.NativeConfig.Registered;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What native code asks the virtual machine for by name stands in its library as text; there it is
 * read here. OpenCV's and NVML's bindings bring a configuration of their own.
 */
class JniNamesTest {

  private static final String ONNX_RUNTIME =
      "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so";
  private static final String TOKENIZERS = "native/lib/linux-x86_64/libtokenizers.so";

  private final Map<String, Registered> jni = NativeConfig.read().jni();

  /** C code: each text ends with a zero. */
  @Test
  void whatOnnxRuntimeMakesIsRegistered() throws Exception {
    Set<String> texts = new TreeSet<>(Arrays.asList(contents(ONNX_RUNTIME).split("\0")));
    List<String> types =
        texts.stream()
            .filter(text -> text.matches("ai/onnxruntime/\\w+(\\$\\w+)*"))
            .map(text -> text.replace('/', '.'))
            .toList();
    assertTrue(types.contains("ai.onnxruntime.TensorInfo"), types::toString);
    assertTrue(texts.contains("<init>"), "constructors are called");

    for (String type : types) {
      Set<Method> called =
          Stream.of(Class.forName(type).getDeclaredConstructors())
              .filter(constructor -> texts.contains(descriptor(constructor)))
              .map(JniNamesTest::method)
              .collect(Collectors.toSet());
      assertTrue(jni.containsKey(type), type);
      assertEquals(called, Set.copyOf(jni.get(type).methods()), type);
    }
    assertTrue(texts.contains("java/lang/String") && jni.containsKey("java.lang.String"));
  }

  /** Its methods and fields would have to be registered, too. */
  @Test
  void onnxRuntimeCallsConstructorsOnly() throws Exception {
    Set<String> texts = new TreeSet<>(Arrays.asList(contents(ONNX_RUNTIME).split("\0")));

    for (Registered type : jni.values()) {
      if (!type.name().startsWith("ai.onnxruntime.")) {
        continue;
      }
      for (java.lang.reflect.Method method : Class.forName(type.name()).getDeclaredMethods()) {
        String descriptor =
            MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .descriptorString();
        assertFalse(
            texts.contains(method.getName()) && texts.contains(descriptor), method::toString);
      }
      for (java.lang.reflect.Field field : Class.forName(type.name()).getDeclaredFields()) {
        assertFalse(
            texts.contains(field.getName()) && texts.contains(field.getType().descriptorString()),
            field::toString);
      }
    }
  }

  /** Rust code: texts follow one another without an end. */
  @Test
  void whatTheTokenizersMakeIsRegistered() throws Exception {
    String contents = contents(TOKENIZERS);
    Matcher made = Pattern.compile("(ai/djl/[\\w/$]+)<init>(\\([\\w/;\\[]*\\)V)").matcher(contents);
    Set<String> types = new TreeSet<>();
    while (made.find()) {
      String type = made.group(1).replace('/', '.');
      types.add(type);
      List<Method> constructors =
          Stream.of(Class.forName(type).getDeclaredConstructors())
              .filter(constructor -> descriptor(constructor).equals(made.group(2)))
              .map(JniNamesTest::method)
              .toList();
      assertEquals(constructors, jni.get(type).methods(), type);
    }

    assertEquals(Set.of("ai.djl.huggingface.tokenizers.jni.CharSpan"), types);
    assertTrue(contents.contains("(Ljava/lang/String;)Vjava/lang/RuntimeException"));
    assertEquals(
        List.of(new Method("<init>", List.of("java.lang.String"))),
        jni.get("java.lang.RuntimeException").methods());
  }

  private static String descriptor(Constructor<?> constructor) {
    return MethodType.methodType(void.class, constructor.getParameterTypes()).descriptorString();
  }

  private static Method method(Constructor<?> constructor) {
    return new Method(
        "<init>", Stream.of(constructor.getParameterTypes()).map(Class::getCanonicalName).toList());
  }

  private static String contents(String resource) throws IOException {
    try (InputStream stream = JniNamesTest.class.getClassLoader().getResourceAsStream(resource)) {
      assumeTrue(stream != null, resource + " is not on the class path: its names are unchecked");
      return new String(stream.readAllBytes(), ISO_8859_1);
    }
  }
}
