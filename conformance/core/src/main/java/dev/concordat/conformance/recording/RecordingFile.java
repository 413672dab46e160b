package dev.concordat.conformance.recording;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by whole lines. It is the owner's alone, and no other program that goes by
 * locks writes to it meanwhile.
 */
final class RecordingFile implements Closeable {
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private @Nullable Path moved;
  // Where the next line begins.
  private long end;

  private RecordingFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static RecordingFile open(Path file) throws IOException, RecordingException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new RecordingException(file + ": is no file, and is not written to");
    }
    FileChannel channel =
        openPrivate(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    RecordingFile opened = new RecordingFile(file, channel);
    try {
      opened.lock();
      if (channel.size() > 0) {
        opened.checkIsRecording();
        opened.end = channel.size();
        opened.moveUnfinished();
      }
      return opened;
    } catch (IOException | RecordingException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Where an unfinished last line was moved, or null where there was none. */
  @Nullable Path moved() {
    return moved;
  }

  /**
   * Appends a line, its end included; whole or not at all. What of it was written where the disk
   * was full is cut off, now or before the next line.
   */
  void append(byte[] line) throws IOException {
    if (channel.size() > end) {
      channel.truncate(end);
    }
    try {
      write(channel, line, end);
      end += line.length;
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  /** Waits until what was appended is on the disk. */
  void sync() throws IOException {
    channel.force(false);
  }

  /** Sees to it that what was appended is on the disk. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.isOpen()) {
        sync();
      }
    }
  }

  private static FileChannel openPrivate(Path file, OpenOption... options) throws IOException {
    boolean hasPermissions =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        hasPermissions
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(file, Set.of(options), attributes);
  }

  private static void write(FileChannel channel, byte[] bytes, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, position + buffer.position());
    }
  }

  private void lock() throws IOException, RecordingException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Said below.
    }
    throw new RecordingException(file + ": another recorder is writing to it");
  }

  // The first line is an entry, or the beginning of one where nothing else is in the file.
  private void checkIsRecording() throws IOException, RecordingException {
    try (RecordingReader reader = RecordingReader.open(file.toString(), content())) {
      if (reader.next() instanceof RecordingReader.Read) {
        return;
      }
    }
    if (lastLineStart() > 0 || !startsLikeEntry()) {
      throw new RecordingException(file + ": is no recording, and is not written to");
    }
  }

  // Read through the channel: where any other stream of the file is closed, the lock is gone.
  private InputStream content() throws IOException {
    channel.position(0);
    return new FilterInputStream(Channels.newInputStream(channel)) {
      @Override
      public void close() {
        // The channel stays open.
      }
    };
  }

  private boolean startsLikeEntry() throws IOException {
    byte[] expected = EntryWriter.BEGINNING;
    byte[] start = read(0, (int) Math.min(expected.length, channel.size()));
    for (int i = 0; i < start.length; i++) {
      if (start[i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  // A crash leaves at most one line without an end. It is kept aside; a whole one gets its end.
  private void moveUnfinished() throws IOException, RecordingException {
    long start = lastLineStart();
    if (start == channel.size()) {
      return;
    }
    if (channel.size() - start > Integer.MAX_VALUE - 8) {
      throw new RecordingException(file + ": its last line is too long for an exchange");
    }
    byte[] line = read(start, (int) (channel.size() - start));
    if (EntryReader.isEntry(line)) {
      append(new byte[] {'\n'});
      return;
    }
    moved = file.resolveSibling(file.getFileName() + ".unfinished");
    if (Files.exists(moved, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(moved, LinkOption.NOFOLLOW_LINKS)) {
      throw new RecordingException(moved + ": is no file, and is not written to");
    }
    try (FileChannel aside =
        openPrivate(moved, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long before = aside.size();
      write(aside, line, before);
      write(aside, new byte[] {'\n'}, before + line.length);
      aside.force(true);
    }
    channel.truncate(start);
    channel.force(true);
    end = start;
  }

  private long lastLineStart() throws IOException {
    long end = channel.size();
    while (end > 0) {
      int size = (int) Math.min(BLOCK, end);
      byte[] block = read(end - size, size);
      for (int i = size - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return end - size + i + 1;
        }
      }
      end -= size;
    }
    return 0;
  }

  private byte[] read(long position, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file was cut while it was read");
      }
    }
    return buffer.array();
  }
}
