/**
 * Lays out any number of files by a service, resumably: the files become pieces of a few pages, the
 * pieces go to the service until each page has its line, and the lines go to a file that a further
 * run reads to know what is done. Logic is apart from files and HTTP, and times are given.
 */
package dev.quire.bulk;
