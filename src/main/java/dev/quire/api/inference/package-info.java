/** The Open Inference Protocol, version 2, around {@code /layout-parsing} and {@code /ocr}. */
package dev.quire.api.inference;
