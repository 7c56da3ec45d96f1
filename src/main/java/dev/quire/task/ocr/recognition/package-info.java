/** The text-recognition task: a line in, for each of its columns the likeliest character out. */
package dev.quire.task.ocr.recognition;
