/**
 * PDF files that are read and drawn in processes of their own: whatever a file does there, it costs
 * that page its answer and nobody else anything.
 *
 * <p>{@link dev.quire.document.process.DrawingProcesses} keeps the processes and lends them to
 * whoever draws; {@link dev.quire.document.process.DrawingMain} is their program. File bytes and
 * pixels lie in shared memory, see {@link dev.quire.process}.
 */
package dev.quire.document.process;
