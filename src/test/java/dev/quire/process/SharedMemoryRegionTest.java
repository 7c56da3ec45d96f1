package dev.quire.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMemoryRegionTest {

  @TempDir Path folder;

  @Test
  void bothSidesSeeTheSameBytes() throws IOException {
    Path file = folder.resolve("slot");
    SharedMemoryRegion mine = SharedMemoryRegion.create(file, 10_000_000);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    SharedMemoryRegion theirs = SharedMemoryRegion.adopt(file);
    assertFalse(Files.exists(file), "an adopted slot has no name");
    mine.bytes(10_000_000).put(9_999_999, (byte) 7);
    theirs.bytes(1).put(0, (byte) 5);
    assertEquals(7, theirs.bytes(10_000_000).get(9_999_999));
    assertEquals(5, mine.bytes(1).get(0));
    theirs.close();
    mine.free();
  }

  @Test
  void aSlotIsMadeOnce() throws IOException {
    Path file = folder.resolve("slot");
    SharedMemoryRegion slot = SharedMemoryRegion.create(file, 10);
    assertThrows(FileAlreadyExistsException.class, () -> SharedMemoryRegion.create(file, 10));
    assertThrows(IndexOutOfBoundsException.class, () -> slot.bytes(11));
    slot.free();
  }

  @Test
  void namesKeepTheirSlotsUntilTheyOutgrowThem() throws IOException {
    OutboundRegions filled = new OutboundRegions(folder);
    OutboundRegions.Numbered first = filled.slot("image", 1000);
    assertSame(first, filled.slot("image", 1000));
    assertSame(first, filled.slot("image", 10));
    assertNotEquals(first.number(), filled.slot("scale", 8).number());
    OutboundRegions.Numbered larger = filled.slot("image", 1001);
    assertNotEquals(first.number(), larger.number());
    assertSame(larger, filled.slot("image", 1250), "it has room to grow");
    assertEquals(0, Files.size(OutboundRegions.file(folder, first.number())), "its memory is free");
    filled.free();
  }

  @Test
  void bytesAreFoundWhereTheyWereFilled() throws IOException {
    OutboundRegions filled = new OutboundRegions(folder);
    InboundRegions adopted = new InboundRegions(folder);
    for (int size : new int[] {4, 4, 400, 4}) {
      OutboundRegions.Numbered slot = filled.slot("rows", size);
      slot.slot().bytes(size).putInt(size - 4, 1234 + size);
      ByteBuffer rows = adopted.bytes("rows", slot.number(), size);
      assertEquals(1234 + size, rows.getInt(size - 4));
    }
    adopted.free();
    filled.free();
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    OutboundRegions filled = new OutboundRegions(folder);
    InboundRegions adopted = new InboundRegions(folder);
    int slot = filled.slot("rows", 8).number();
    IOException tooLarge = assertThrows(IOException.class, () -> adopted.bytes("rows", slot, 16));
    assertTrue(tooLarge.getMessage().contains("16 bytes"), tooLarge.getMessage());
    assertThrows(IOException.class, () -> adopted.bytes("other", 99, 8));
    adopted.free();
    filled.free();
  }
}
