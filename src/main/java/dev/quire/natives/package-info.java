/** What holds for all native libraries that are bound by JavaCPP. */
package dev.quire.natives;
