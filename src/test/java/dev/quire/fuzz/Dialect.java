package dev.quire.fuzz;

import static dev.quire.fuzz.Answer.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** What an endpoint's answers look like, the good ones and the errors. */
enum Dialect {

  /** {@code /v1}: layouts, lines, text, and problems as RFC 9457 has them. */
  QUIRE {
    @Override
    void check(Answer answer) {
      if (!answer.isSuccess()) {
        answer.requireMediaType("application/problem+json");
        problem(answer, answer.json(), answer.status());
      } else if (answer.mediaType().equals("application/x-ndjson")) {
        new String(answer.body(), StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> page(answer, Answer.json(line.getBytes(StandardCharsets.UTF_8))));
      } else if (PICTURES.contains(answer.mediaType())) {
        require(isPicture(answer.body()), "no picture");
      } else if (XML.contains(answer.mediaType())) {
        require(new String(answer.body(), StandardCharsets.UTF_8).startsWith("<?xml"), "no XML");
      } else if (TEXT.contains(answer.mediaType())) {
        require(isUtf8(answer.body()), "no UTF-8");
      } else if (answer.mediaType().equals("application/pdf")) {
        require(
            new String(answer.body(), StandardCharsets.ISO_8859_1).startsWith("%PDF-"), "no PDF");
      } else {
        answer.requireMediaType("application/json");
        JsonNode json = answer.json();
        if (json.has("annotations")) {
          require(json.path("images").isArray(), "annotations without images");
        } else if (json.has("pages")) {
          json.get("pages").forEach(page -> page(answer, page));
        } else {
          require(isPage(json), "a page with neither regions nor lines nor blocks");
        }
      }
    }

    private boolean isPage(JsonNode page) {
      return Stream.of("regions", "lines", "blocks").anyMatch(name -> page.path(name).isArray());
    }

    private boolean isUtf8(byte[] text) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }

    private boolean isPicture(byte[] file) {
      try {
        return ImageIO.read(new ByteArrayInputStream(file)) != null;
      } catch (IOException e) {
        return false;
      }
    }

    private void page(Answer answer, JsonNode page) {
      require(page.path("page").isInt(), "a page without a number");
      if (page.has("error")) {
        int status = page.at("/error/status").intValue();
        require(answer.mayEndIn(status), "a page of status " + status);
        problem(answer, page.get("error"), status);
      } else {
        require(isPage(page), "a page with neither regions nor lines nor blocks");
      }
    }
  },

  /** {@code /v1/similarity} and {@code /v1/embeddings}. */
  TEXTS {
    @Override
    void check(Answer answer) {
      if (!answer.isSuccess()) {
        answer.requireMediaType("application/problem+json");
        problem(answer, answer.json(), answer.status());
        return;
      }
      answer.requireMediaType("application/json");
      JsonNode json = answer.json();
      require(
          json.path("scores").isArray() || json.path("ranked").isArray() || json.has("data"),
          "neither scores nor ranks nor embeddings");
      json.path("scores").forEach(score -> require(isScore(score), "a score " + score));
      json.path("ranked").forEach(rank -> require(isScore(rank.path("score")), "a rank " + rank));
    }

    private boolean isScore(JsonNode score) {
      return score.isNumber() && Math.abs(score.doubleValue()) <= 1;
    }
  },

  /** PaddleX's envelope around everything. */
  PADDLEX {
    @Override
    void check(Answer answer) {
      answer.requireMediaType("application/json");
      JsonNode envelope = answer.json();
      envelope(envelope);
      int code = envelope.get("errorCode").intValue();
      require(code == (answer.isSuccess() ? 0 : answer.status()), "errorCode " + code);
    }
  },

  /** The Open Inference Protocol's tensors around PaddleX's envelope. */
  INFERENCE {
    @Override
    void check(Answer answer) {
      answer.requireMediaType("application/json");
      JsonNode json = answer.json();
      if (answer.isSuccess()) {
        JsonNode text = json.at("/outputs/0/data/0");
        require(text.isTextual(), "an output without a text");
        JsonNode envelope = Answer.json(text.textValue().getBytes(StandardCharsets.UTF_8));
        envelope(envelope);
        int code = envelope.get("errorCode").intValue();
        require(code == 0 || answer.mayEndIn(code), "an output of errorCode " + code);
      } else {
        Answer.requireWords(json.path("error"));
      }
    }
  },

  /** {@code /analyze}: a status in words. */
  ANALYZE {
    @Override
    void check(Answer answer) {
      answer.requireMediaType("application/json");
      JsonNode json = answer.json();
      String status = json.path("status").asText();
      require(status.equals(answer.isSuccess() ? "success" : "error"), "status " + status);
      if (answer.isSuccess()) {
        require(json.path("regions").isArray(), "a success without regions");
      } else {
        Answer.requireWords(json.path("message"));
      }
    }
  };

  private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg");
  private static final Set<String> TEXT = Set.of("text/plain", "text/markdown");
  private static final Set<String> XML = Set.of("application/xml", "application/xhtml+xml");

  /**
   * Checks an answer that has a status it may have.
   *
   * @throws WrongAnswerException if it is none of this dialect's
   */
  abstract void check(Answer answer);

  private static void problem(Answer answer, JsonNode problem, int status) {
    require(problem.path("type").asText().startsWith("urn:quire:problem:"), "a problem of no type");
    require(problem.path("status").intValue() == status, "a problem of another status");
    Answer.requireWords(problem.path("title"));
    if (problem.has("detail")) {
      Answer.requireWords(problem.get("detail"));
    }
  }

  private static void envelope(JsonNode envelope) {
    require(!envelope.path("logId").asText().isEmpty(), "an envelope without logId");
    require(envelope.path("errorCode").isInt(), "an envelope without errorCode");
    if (envelope.get("errorCode").intValue() == 0) {
      require(envelope.path("result").isObject(), "a success without result");
    } else {
      Answer.requireWords(envelope.path("errorMsg"));
      require(!envelope.has("result"), "a failure with a result");
    }
  }
}
