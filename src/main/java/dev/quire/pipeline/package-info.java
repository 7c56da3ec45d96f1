/** Tasks joined for one answer. */
package dev.quire.pipeline;
