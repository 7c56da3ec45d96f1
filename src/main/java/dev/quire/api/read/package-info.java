/** {@code /v1/read}: a page or document in, its text in reading order out. */
package dev.quire.api.read;
