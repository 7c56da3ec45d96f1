/** The Open Inference Protocol, version 2, around {@code /layout-parsing}. */
package dev.quire.api.inference;
