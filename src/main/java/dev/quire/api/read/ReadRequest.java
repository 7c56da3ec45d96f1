package dev.quire.api.read;

import dev.quire.api.document.PagesRequest;
import java.util.Optional;

/**
 * A request for what a page or document says.
 *
 * @param pages the page or document, and which of its pages are wanted
 * @param options how each of them is to be read
 * @param words whether the places of words are told
 * @param format the form of the answer, where that is said
 */
record ReadRequest(
    PagesRequest pages, ReadOptions options, boolean words, Optional<ReadFormat> format) {}
