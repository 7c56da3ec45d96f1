package dev.quire.text;

/**
 * A tokenizer's file is not what it should be, or its native library cannot be used. The message
 * names the file, what was found and what was expected.
 */
public class TokenizerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TokenizerException(String message) {
    super(message);
  }

  public TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
