/**
 * From what models and text layers say of a page to its text in reading order. Pure joining: every
 * value comes in, none is asked for.
 */
package dev.quire.pipeline.read;
