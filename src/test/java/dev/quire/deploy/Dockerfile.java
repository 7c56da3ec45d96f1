package dev.quire.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Dockerfile's instructions.
 *
 * @param instructions in order, each with its line continuations joined, comments left out
 */
record Dockerfile(List<Instruction> instructions) {

  /** Such as {@code USER} and {@code 10001}. */
  record Instruction(String keyword, String argument) {}

  /** Reads {@code deploy/images/Dockerfile.} and the name given. */
  static Dockerfile read(String name) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    for (String line : DeployFiles.text("images/Dockerfile." + name).lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean continues = line.endsWith("\\");
      joined.append(continues ? line.substring(0, line.length() - 1) : line);
      if (!continues) {
        String[] parts = joined.toString().split("\\s+", 2);
        instructions.add(new Instruction(parts[0], parts[1].strip()));
        joined.setLength(0);
      }
    }
    return new Dockerfile(List.copyOf(instructions));
  }

  /** The images that stages begin with, but for one that whoever builds has to name. */
  List<String> bases() {
    return arguments("FROM")
        .map(from -> from.split(" ")[0])
        .filter(base -> !base.startsWith("${"))
        .toList();
  }

  /** What is copied from the build's context rather than from another stage. */
  List<String> sources() {
    return arguments("COPY")
        .filter(copy -> !copy.contains("--from="))
        .map(copy -> copy.replaceAll("--\\S+ ", "").split(" ")[0])
        .toList();
  }

  /** The arguments of a keyword in the last stage, which becomes the image. */
  List<String> lastStage(String keyword) {
    int start = 0;
    for (int i = 0; i < instructions.size(); i++) {
      start = instructions.get(i).keyword().equals("FROM") ? i : start;
    }
    return instructions.subList(start, instructions.size()).stream()
        .filter(instruction -> instruction.keyword().equals(keyword))
        .map(Instruction::argument)
        .toList();
  }

  /** The words of the image's only instruction of that keyword, which must be in exec form. */
  List<String> words(String keyword) {
    List<String> arguments = lastStage(keyword);
    if (arguments.size() != 1 || !arguments.get(0).startsWith("[")) {
      throw new AssertionError(
          "One %s in exec form is expected, not %s".formatted(keyword, arguments));
    }
    List<String> words = new ArrayList<>();
    for (JsonNode word : StrictYaml.documents(keyword, arguments.get(0)).get(0)) {
      words.add(word.textValue());
    }
    return words;
  }

  /** The names of the image's environment variables. */
  Stream<String> variables() {
    return lastStage("ENV").stream()
        .flatMap(env -> Pattern.compile("(\\w+)=").matcher(env).results())
        .map(match -> match.group(1));
  }

  private Stream<String> arguments(String keyword) {
    return instructions.stream()
        .filter(instruction -> instruction.keyword().equals(keyword))
        .map(Instruction::argument);
  }
}
