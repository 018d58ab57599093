package org.foresale.data;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.foresale.log.ForesaleException;

/** Refuses to write more than a bound: a packed file may unpack to anything. */
final class BoundedOutput extends FilterOutputStream {

    private final long bound;
    private final Path source;
    private long written;

    BoundedOutput(OutputStream out, long bound, Path source) {
        super(out);
        this.bound = bound;
        this.source = source;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
    }

    private void count(int bytes) {
        written += bytes;
        if (written > bound) {
            throw new ForesaleException("The file " + source + " unpacks to more than " + bound + " bytes: refused.");
        }
    }
}
