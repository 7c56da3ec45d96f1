/**
 * Text as models take it: ids of tokens. A definition says what a tokenizer does, and a native
 * library does it; nothing outside this package knows which.
 */
package dev.quire.text;
