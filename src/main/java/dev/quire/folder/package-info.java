/**
 * Folders for temporary files that the program can prove to be its own, so that it may delete them,
 * also after it was killed, and never anything else.
 *
 * <p>Below a temporary folder lies {@code quire-USER}, which belongs to the user and which nobody
 * else may enter; in it lies one folder for each use, with a marker file whose content names the
 * folder and which its owner keeps locked while it lives. What is deleted has a form that is known
 * ({@link dev.quire.folder.KnownFiles}); a folder with anything else in it is left as it is.
 */
package dev.quire.folder;
